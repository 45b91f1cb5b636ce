// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Post {uid: row.source})
MATCH (b:Agency {uid: row.target})
MERGE (a)-[r:IN {fact: row.fact}]->(b)
SET r = row.properties
