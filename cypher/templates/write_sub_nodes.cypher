// Nodes that bear a sub-label too.
// makes write/nodes/{{label}}.{{sub}} for each sub-label
UNWIND $rows AS row
MERGE (n:{{label}}:{{sub}} {uid: row.uid})
SET n.name = row.name, n += row.properties
