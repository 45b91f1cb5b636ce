// More properties of nodes that are there.
// makes write/describe/{{label}} for each label
UNWIND $rows AS row
MATCH (n:{{label}} {uid: row.uid})
SET n += row.properties
