// Edges of facts, between the nodes that a statement of theirs supports.
// makes write/edges/{{type}} for each fact
UNWIND $rows AS row
MATCH (s:Statement {uid: row.statement})-[:SUPPORTS]->(a {uid: row.subject})
MATCH (s)-[:SUPPORTS]->(b {uid: row.object})
MERGE (a)-[r:{{type}} {fact: row.fact}]->(b)
SET r = row.properties
