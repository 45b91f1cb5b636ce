MATCH (p:Plan {uid: $uid})-[r:COVERS]->(g:Region)
RETURN g.name AS name, r.fact AS fact, r.derived AS derived
ORDER BY name
