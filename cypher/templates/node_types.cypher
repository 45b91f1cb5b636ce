// How many facts of each type a node has, by direction.
// makes nodes/types/{{label}} for each label of a thing
MATCH (n:{{label}} {uid: $uid})-[r]-()
WHERE r.fact IS NOT NULL
RETURN type(r) AS type, CASE WHEN startNode(r).uid = $uid THEN 'out' ELSE 'in' END AS direction, count(DISTINCT r.fact) AS facts
ORDER BY type, direction
