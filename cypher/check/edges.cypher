MATCH (a)-[r]->(b)
RETURN type(r) AS type, labels(a) AS sources, labels(b) AS targets, properties(r) AS properties, a.uid AS source, b.uid AS target
