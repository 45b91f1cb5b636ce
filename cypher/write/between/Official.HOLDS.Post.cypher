// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Official {uid: row.source})
MATCH (b:Post {uid: row.target})
MERGE (a)-[r:HOLDS {fact: row.fact}]->(b)
SET r = row.properties
