// The division itself and those it lies in.
UNWIND $uids AS uid
MATCH (n:Region {uid: uid})-[:PART_OF*0..5]->(r:Region)
RETURN DISTINCT n.uid AS uid, r.uid AS region, r.name AS name, r.level AS level
