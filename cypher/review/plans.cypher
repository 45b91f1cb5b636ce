// Plans with the divisions they cover; those of no division are together.
MATCH (p:Plan)
OPTIONAL MATCH (p)-[:COVERS]->(r:Region)
WITH p, r ORDER BY r.uid
WITH p, collect(DISTINCT r.uid) AS regions
RETURN p.uid AS uid, p.name AS name, CASE WHEN size(regions) = 0 THEN [''] ELSE regions END AS regions, null AS function, [] AS tied
ORDER BY name, uid
