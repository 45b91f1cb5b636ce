// The divisions that agencies serve, with those they lie in.
UNWIND $uids AS uid
MATCH (n:Agency {uid: uid})-[:SERVES]->(:Region)-[:PART_OF*0..5]->(r:Region)
RETURN DISTINCT n.uid AS uid, r.uid AS region, r.name AS name, r.level AS level
