// The division that a division is part of today.
MATCH (r:Region {uid: $uid})-[p:PART_OF]->(x:Region)
WHERE p.to IS NULL
RETURN x.name AS name, p.fact AS fact, p.derived AS derived
ORDER BY name
