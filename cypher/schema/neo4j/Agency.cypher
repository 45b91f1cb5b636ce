// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX agency_name IF NOT EXISTS FOR (n:Agency) ON (n.name)
