// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $rows AS row
MERGE (n:Phase {uid: row.uid})
SET n.name = row.name, n += row.properties
