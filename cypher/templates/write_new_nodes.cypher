// Nodes that are not there yet.
// makes write/new/{{label}} for each label of a thing
UNWIND $rows AS row
CREATE (n:{{label}} {uid: row.uid})
SET n.name = row.name, n += row.properties
