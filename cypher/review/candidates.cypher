// Agencies of known places that may be one of some functions, with their level and the divisions they serve.
MATCH (a:Agency)
WHERE a.resolved IS NULL AND a.function IN $functions
OPTIONAL MATCH (a)-[:SERVES]->(r:Region)
WITH a, r ORDER BY r.uid
RETURN a.uid AS uid, a.name AS name, a.function AS function, a.level AS level, collect(DISTINCT r.uid) AS regions
ORDER BY name, uid
