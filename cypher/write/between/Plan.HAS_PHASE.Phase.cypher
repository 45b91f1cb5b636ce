// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Plan {uid: row.source})
MATCH (b:Phase {uid: row.target})
MERGE (a)-[r:HAS_PHASE {fact: row.fact}]->(b)
SET r = row.properties
