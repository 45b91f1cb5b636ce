// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX statement_subject IF NOT EXISTS FOR (n:Statement) ON (n.subject)
