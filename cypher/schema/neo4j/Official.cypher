// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX official_name IF NOT EXISTS FOR (n:Official) ON (n.name)
