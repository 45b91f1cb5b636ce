// Statements of documents, once their nodes are there.
UNWIND $rows AS row
MATCH (d:Document {uid: row.document})
CREATE (s:Statement {uid: row.uid})
SET s += row.properties
CREATE (s)-[:FROM]->(d)
