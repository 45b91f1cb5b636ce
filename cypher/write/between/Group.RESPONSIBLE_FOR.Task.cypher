// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Group {uid: row.source})
MATCH (b:Task {uid: row.target})
MERGE (a)-[r:RESPONSIBLE_FOR {fact: row.fact}]->(b)
SET r = row.properties
