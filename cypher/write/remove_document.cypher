MATCH (d:Document {uid: $document})
OPTIONAL MATCH (a:Anomaly)-[:REPORTED_IN]->(d)
DETACH DELETE a, d
