// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Anomaly {uid: row.source})
MATCH (b:Document {uid: row.target})
MERGE (a)-[r:REPORTED_IN]->(b)
SET r = row.properties
