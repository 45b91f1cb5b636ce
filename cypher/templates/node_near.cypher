// Which nodes stand next to some nodes.
// makes nodes/near/{{label}} for each label of a thing
UNWIND $uids AS uid
MATCH (n:{{label}} {uid: uid})-[r]-(m)
WHERE r.fact IS NOT NULL AND ($types IS NULL OR type(r) IN $types)
RETURN min(type(r)) AS type, m.uid AS uid
ORDER BY type, uid LIMIT $limit
