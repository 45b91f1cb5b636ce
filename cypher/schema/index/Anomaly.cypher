// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX anomaly_name IF NOT EXISTS FOR (n:Anomaly) ON (n.name)
