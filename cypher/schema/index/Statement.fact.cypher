// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX statement_fact IF NOT EXISTS FOR (n:Statement) ON (n.fact)
