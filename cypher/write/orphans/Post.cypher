// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (n:Post {uid: row.uid})
WHERE NOT (n)<-[:SUPPORTS]-()
  AND NOT (n)-[:PART_OF]-()
DETACH DELETE n
