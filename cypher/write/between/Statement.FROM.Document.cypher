// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Statement {uid: row.source})
MATCH (b:Document {uid: row.target})
MERGE (a)-[r:FROM]->(b)
SET r = row.properties
