UNWIND $rows AS row
MATCH (d:Document {uid: row.document})
MERGE (c:Clause {uid: row.uid})
SET c.name = row.name, c += row.properties
MERGE (c)-[:UNREAD_IN]->(d)
