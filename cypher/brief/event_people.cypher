// Who chaired, spoke at and attended an event by name, with the posts that each holds in the graph.
MATCH (w)-[r:CHAIRED|SPOKE_AT]->(e:Event {uid: $uid})
OPTIONAL MATCH (w)-[:HOLDS]->(p:Post)
WITH w, r, p ORDER BY p.name
RETURN type(r) AS type, w.name AS name, collect(DISTINCT p.name) AS posts, r.kind AS kind, r.fact AS fact, r.derived AS derived
ORDER BY type, kind, name, fact
