// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Agency {uid: row.source})
MATCH (b:Agency {uid: row.target})
MERGE (a)-[r:SUCCEEDED_BY {fact: row.fact}]->(b)
SET r = row.properties
