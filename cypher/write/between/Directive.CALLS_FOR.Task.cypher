// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Directive {uid: row.source})
MATCH (b:Task {uid: row.target})
MERGE (a)-[r:CALLS_FOR {fact: row.fact}]->(b)
SET r = row.properties
