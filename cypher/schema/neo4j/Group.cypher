// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX group_name IF NOT EXISTS FOR (n:Group) ON (n.name)
