MATCH (p:Plan {uid: $uid})-[r:HAS_PHASE]->(f:Phase)
RETURN f.uid AS uid, f.seq AS seq, f.name AS name, f.start AS start, f.end AS end, f.start_min AS start_min, f.end_max AS end_max,
       r.fact AS fact, r.derived AS derived
ORDER BY seq, uid
