UNWIND $rows AS row
MATCH (d:Document {uid: row.document})
MERGE (a:Anomaly {uid: row.uid})
SET a.name = row.name, a += row.properties
MERGE (a)-[:REPORTED_IN]->(d)
