// Made by tools/write_statements.py from graph/kinds.yaml.
MATCH (n:Agency {uid: $uid})
RETURN labels(n) AS labels, properties(n) AS properties
