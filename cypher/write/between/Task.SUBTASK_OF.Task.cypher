// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Task {uid: row.source})
MATCH (b:Task {uid: row.target})
MERGE (a)-[r:SUBTASK_OF {fact: row.fact}]->(b)
SET r = row.properties
