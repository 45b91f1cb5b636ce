MATCH (o:Official)-[h:HOLDS]->(p:Post)-[:IN]->(a:Agency {uid: $uid})
RETURN o.name AS official, p.title AS title, h.attested AS attested, h.from AS from, h.to AS to, h.former AS former,
       h.fact AS fact, h.derived AS derived
ORDER BY title, official, fact LIMIT $limit
