// Edges that state no fact; two nodes share at most one.
// makes write/between/{{source}}.{{type}}.{{target}} for each pair of no fact
UNWIND $rows AS row
MATCH (a:{{source}} {uid: row.source})
MATCH (b:{{target}} {uid: row.target})
MERGE (a)-[r:{{type}}]->(b)
SET r = row.properties
