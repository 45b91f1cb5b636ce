// The facts that end at a node.
// makes nodes/incoming/{{label}} for each label of a thing
MATCH (n:{{label}} {uid: $uid})<-[r]-(m)
WHERE r.fact IS NOT NULL AND ($type IS NULL OR type(r) = $type)
RETURN type(r) AS type, 'in' AS direction, m.uid AS uid, m.name AS name, labels(m) AS labels, properties(r) AS properties
ORDER BY type, name, uid, properties.fact SKIP $skip LIMIT $limit
