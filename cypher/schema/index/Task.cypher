// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX task_name IF NOT EXISTS FOR (n:Task) ON (n.name)
