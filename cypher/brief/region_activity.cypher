// The events held in a division and the plans that cover it, with their hosts and issuers.
MATCH (x)-[r:HELD_IN|COVERS]->(g:Region {uid: $uid})
OPTIONAL MATCH (a:Agency)-[:HOSTED|ISSUED]->(x)
WITH x, r, a ORDER BY a.name
RETURN x.uid AS uid, CASE WHEN x:Event THEN 'event' ELSE 'plan' END AS kind, x.name AS name, x.number AS number, x.date AS date, x.date_text AS date_text,
       x.year_basis AS year_basis, x.date_min AS date_min, x.date_max AS date_max, x.period AS period, collect(DISTINCT a.name) AS agencies,
       min(r.fact) AS fact, min(CASE WHEN r.derived THEN 1 ELSE 0 END) = 1 AS derived
ORDER BY kind, date, name LIMIT $limit
