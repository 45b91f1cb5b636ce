// What the graph holds of some facts that are about to be stated again.
// makes write/tied/{{source}}.{{type}}.{{target}} for each pair of a fact
UNWIND $rows AS row
MATCH (a:{{source}} {uid: row.source})-[r:{{type}}]->(b:{{target}} {uid: row.target})
WHERE r.fact = row.fact
RETURN row.fact AS fact, properties(r) AS properties
