// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (s:Statement {uid: row.statement})
MATCH (n:Task {uid: row.node})
CREATE (s)-[:SUPPORTS]->(n)
