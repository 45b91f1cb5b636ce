// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MATCH (n:Statement {uid: row.uid})
SET n += row.properties
