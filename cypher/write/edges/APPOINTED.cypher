// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (s:Statement {uid: row.statement})-[:SUPPORTS]->(a {uid: row.subject})
MATCH (s)-[:SUPPORTS]->(b {uid: row.object})
MERGE (a)-[r:APPOINTED {fact: row.fact}]->(b)
SET r = row.properties
