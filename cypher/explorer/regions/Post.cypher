// Posts belong where their agencies do.
UNWIND $uids AS uid
MATCH (n:Post {uid: uid})-[:IN]->(:Agency)-[:SERVES]->(:Region)-[:PART_OF*0..5]->(r:Region)
RETURN DISTINCT n.uid AS uid, r.uid AS region, r.name AS name, r.level AS level
