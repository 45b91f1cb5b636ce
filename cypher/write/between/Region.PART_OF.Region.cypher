// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (a:Region {uid: row.source})
MATCH (b:Region {uid: row.target})
MERGE (a)-[r:PART_OF {fact: row.fact}]->(b)
SET r = row.properties
