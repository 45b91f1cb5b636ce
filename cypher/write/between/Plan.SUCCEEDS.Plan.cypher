// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Plan {uid: row.source})
MATCH (b:Plan {uid: row.target})
MERGE (a)-[r:SUCCEEDS {fact: row.fact}]->(b)
SET r = row.properties
