// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Agency {uid: row.source})
MATCH (b:Event {uid: row.target})
MERGE (a)-[r:HOSTED {fact: row.fact}]->(b)
SET r = row.properties
