MATCH (n {uid: $uid})<-[r]-(m)
WHERE r.fact IS NOT NULL
RETURN type(r) AS type, properties(r) AS properties, m.uid AS uid, m.name AS name
ORDER BY type, name, uid SKIP $skip LIMIT $limit
