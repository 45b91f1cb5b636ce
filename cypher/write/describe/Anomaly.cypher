// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (n:Anomaly {uid: row.uid})
SET n += row.properties
