// Persons that bear the same name, each with the agencies of their posts.
MATCH (o:Official)
OPTIONAL MATCH (o)-[:HOLDS]->(:Post)-[:IN]->(a:Agency)
WITH o, a ORDER BY a.name
WITH o, collect(DISTINCT a.name) AS agencies
RETURN o.uid AS uid, o.name AS name, agencies
ORDER BY name, uid
