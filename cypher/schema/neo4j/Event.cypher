// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX event_name IF NOT EXISTS FOR (n:Event) ON (n.name)
