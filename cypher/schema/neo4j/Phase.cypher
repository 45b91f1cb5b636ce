// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX phase_name IF NOT EXISTS FOR (n:Phase) ON (n.name)
