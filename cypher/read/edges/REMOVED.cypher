// Made by tools/write_statements.py from graph/kinds.yaml.
MATCH (a)-[r:REMOVED]->(b)
RETURN labels(a) AS source_labels, a.uid AS source, labels(b) AS target_labels, b.uid AS target, properties(r) AS properties
ORDER BY source, target, r.fact
