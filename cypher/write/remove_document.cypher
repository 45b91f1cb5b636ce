MATCH (d:Document {uid: $document})
OPTIONAL MATCH (a)-[:REPORTED_IN|UNREAD_IN]->(d)
DETACH DELETE a, d
