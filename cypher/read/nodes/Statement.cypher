// Made by tools/write_statements.py from graph/kinds.yaml.
MATCH (n:Statement)
RETURN labels(n) AS labels, properties(n) AS properties
ORDER BY n.uid
