// Nodes with their names and properties.
// makes write/nodes/{{label}} for each label
UNWIND $rows AS row
MERGE (n:{{label}} {uid: row.uid})
SET n.name = row.name, n += row.properties
