// Statements and anomalies of a document, once its node is there.
UNWIND $rows AS row
MATCH (d:Document {uid: $document})
CREATE (s:Statement {uid: row.uid})
SET s += row.properties
CREATE (s)-[:FROM]->(d)
