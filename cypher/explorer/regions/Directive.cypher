// Demands were made where their events were held.
UNWIND $uids AS uid
MATCH (n:Directive {uid: uid})-[:AT]->(:Event)-[:HELD_IN|COVERS]->(:Region)-[:PART_OF*0..5]->(r:Region)
RETURN DISTINCT n.uid AS uid, r.uid AS region, r.name AS name, r.level AS level
