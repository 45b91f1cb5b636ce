// Agencies with what they do, the divisions they serve, and the agencies they are a unit or a successor of.
MATCH (a:Agency)
OPTIONAL MATCH (a)-[:SERVES]->(r:Region)
WITH a, r ORDER BY r.uid
WITH a, collect(DISTINCT r.uid) AS regions
OPTIONAL MATCH (a)-[:UNIT_OF|SUCCEEDED_BY]-(b:Agency)
WITH a, regions, b ORDER BY b.uid
RETURN a.uid AS uid, a.name AS name, regions, a.function AS function, collect(DISTINCT b.uid) AS tied
ORDER BY name, uid
