// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Event {uid: row.source})
MATCH (b:Plan {uid: row.target})
MERGE (a)-[r:ABOUT {fact: row.fact}]->(b)
SET r = row.properties
