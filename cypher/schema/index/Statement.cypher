// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX statement_name IF NOT EXISTS FOR (n:Statement) ON (n.name)
