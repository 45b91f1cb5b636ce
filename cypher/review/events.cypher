// Events with who called them, where they were held, and the documents that tell of them.
MATCH (e:Event)
OPTIONAL MATCH (a:Agency)-[:HOSTED]->(e)
WITH e, a ORDER BY a.uid
WITH e, collect(DISTINCT a.uid) AS hosts
OPTIONAL MATCH (e)-[:HELD_IN]->(r:Region)
WITH e, hosts, r ORDER BY r.uid
WITH e, hosts, collect(DISTINCT r.uid) AS places
OPTIONAL MATCH (e)<-[:SUPPORTS]-(s:Statement)-[:FROM]->(d:Document)
WHERE s.predicate = 'named'
WITH e, hosts, places, d ORDER BY d.uid
RETURN e.uid AS uid, e.name AS name, e.kind AS kind, e.date AS date, hosts, places, collect(DISTINCT d.uid) AS documents
ORDER BY name, uid
