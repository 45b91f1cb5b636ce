// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Statement {uid: row.source})
MATCH (b:Group {uid: row.target})
MERGE (a)-[r:SUPPORTS]->(b)
SET r = row.properties
