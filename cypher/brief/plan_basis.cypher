// What a plan rests on or follows, and who issued that.
MATCH (p:Plan {uid: $uid})-[r:BASED_ON|SUCCEEDS]->(b:Plan)
OPTIONAL MATCH (a:Agency)-[:ISSUED]->(b)
WITH r, b, a ORDER BY a.name
RETURN type(r) AS type, b.name AS name, b.number AS number, collect(DISTINCT a.name) AS issuers, r.fact AS fact, r.derived AS derived
ORDER BY type, name
