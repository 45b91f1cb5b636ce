// The relationships among some nodes, for a drawing.
MATCH (a)-[r]->(b)
WHERE a.uid IN $uids AND b.uid IN $uids AND r.fact IS NOT NULL
RETURN a.uid AS source, type(r) AS type, b.uid AS target, properties(r) AS properties
ORDER BY source, type, target LIMIT $limit
