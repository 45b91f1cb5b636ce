// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX document_name IF NOT EXISTS FOR (n:Document) ON (n.name)
