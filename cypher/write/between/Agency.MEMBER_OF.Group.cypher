// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Agency {uid: row.source})
MATCH (b:Group {uid: row.target})
MERGE (a)-[r:MEMBER_OF {fact: row.fact}]->(b)
SET r = row.properties
