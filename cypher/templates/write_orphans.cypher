// Remove nodes that no statement supports and that are no part of the divisions.
// makes write/orphans/{{label}} for each label
UNWIND $rows AS row
MATCH (n:{{label}} {uid: row.uid})
WHERE NOT (n)<-[:SUPPORTS]-()
  AND NOT (n)-[:PART_OF]-()
DETACH DELETE n
