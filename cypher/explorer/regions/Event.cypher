// Where events were held and whom they cover.
UNWIND $uids AS uid
MATCH (n:Event {uid: uid})-[:HELD_IN|COVERS]->(:Region)-[:PART_OF*0..5]->(r:Region)
RETURN DISTINCT n.uid AS uid, r.uid AS region, r.name AS name, r.level AS level
