// Made by tools/write_statements.py from graph/kinds.yaml.
MATCH (n:Plan {uid: $uid})
RETURN labels(n) AS labels, properties(n) AS properties
