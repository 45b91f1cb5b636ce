// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Agency {uid: row.source})
MATCH (b:Official {uid: row.target})
MERGE (a)-[r:REMOVED {fact: row.fact}]->(b)
SET r = row.properties
