// Phases lie where their plans do.
UNWIND $uids AS uid
MATCH (n:Phase {uid: uid})<-[:HAS_PHASE]-(:Plan)-[:COVERS]->(:Region)-[:PART_OF*0..5]->(r:Region)
RETURN DISTINCT n.uid AS uid, r.uid AS region, r.name AS name, r.level AS level
