// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX post_name IF NOT EXISTS FOR (n:Post) ON (n.name)
