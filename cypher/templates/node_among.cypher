// The facts between nodes that are all known.
// makes nodes/among/{{label}} for each label of a thing
UNWIND $uids AS uid
MATCH (n:{{label}} {uid: uid})-[r]->(m)
WHERE r.fact IS NOT NULL AND m.uid IN $all
RETURN n.uid AS source, type(r) AS type, m.uid AS target, properties(r) AS properties
ORDER BY source, type, target, properties.fact LIMIT $limit
