// Edges of facts between nodes of known labels; two nodes may share several facts.
// makes write/between/{{source}}.{{type}}.{{target}} for each pair of a fact
UNWIND $rows AS row
MATCH (a:{{source}} {uid: row.source})
MATCH (b:{{target}} {uid: row.target})
MERGE (a)-[r:{{type}} {fact: row.fact}]->(b)
SET r = row.properties
