// Nodes that are not there yet and bear a sub-label too: to look for one by both labels ArcadeDB goes through all that bear them.
// makes write/new/{{label}}.{{sub}} for each sub-label
UNWIND $rows AS row
CREATE (n:{{label}}:{{sub}} {uid: row.uid})
SET n.name = row.name, n += row.properties
