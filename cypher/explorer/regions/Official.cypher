// Officials belong where the agencies of their posts do.
UNWIND $uids AS uid
MATCH (n:Official {uid: uid})-[:HOLDS]->(:Post)-[:IN]->(:Agency)-[:SERVES]->(:Region)-[:PART_OF*0..5]->(r:Region)
RETURN DISTINCT n.uid AS uid, r.uid AS region, r.name AS name, r.level AS level
