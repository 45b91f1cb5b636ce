// Which statements support which nodes.
// makes write/supports/{{label}} for each label
UNWIND $rows AS row
MATCH (s:Statement {uid: row.statement})
MATCH (n:{{label}} {uid: row.node})
CREATE (s)-[:SUPPORTS]->(n)
