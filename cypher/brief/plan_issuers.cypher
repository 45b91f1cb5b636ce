MATCH (a:Agency)-[r:ISSUED]->(p:Plan {uid: $uid})
RETURN a.name AS name, r.kind AS kind, r.fact AS fact, r.derived AS derived
ORDER BY derived, name
