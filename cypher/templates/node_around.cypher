// What stands next to some nodes, with the facts between.
// makes nodes/around/{{label}} for each label of a thing
UNWIND $uids AS uid
MATCH (n:{{label}} {uid: uid})-[r]-(m)
WHERE r.fact IS NOT NULL AND ($types IS NULL OR type(r) IN $types) AND ($derived OR NOT r.derived)
RETURN startNode(r).uid AS source, type(r) AS type, endNode(r).uid AS target, properties(r) AS properties,
       m.uid AS uid, m.name AS name, labels(m) AS labels
ORDER BY type, name, uid LIMIT $limit
