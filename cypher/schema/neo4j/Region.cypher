// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX region_name IF NOT EXISTS FOR (n:Region) ON (n.name)
