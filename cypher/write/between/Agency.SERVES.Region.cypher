// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Agency {uid: row.source})
MATCH (b:Region {uid: row.target})
MERGE (a)-[r:SERVES {fact: row.fact}]->(b)
SET r = row.properties
