MATCH (a)-[r]->(b)
RETURN a.uid AS source, type(r) AS type, b.uid AS target, properties(r) AS properties
