// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Event {uid: row.source})
MATCH (b:Region {uid: row.target})
MERGE (a)-[r:HELD_IN {fact: row.fact}]->(b)
SET r = row.properties
