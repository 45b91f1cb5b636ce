// Where an event was held, what it covers, is about, reviewed or launched.
MATCH (e:Event {uid: $uid})-[r:HELD_IN|COVERS|ABOUT|REVIEWED|LAUNCHED]->(x)
RETURN type(r) AS type, x.name AS name, r.fact AS fact, r.derived AS derived
ORDER BY type, name
