// The plans that a name, a number, a uid or a part of a name may mean; the closest first.
MATCH (n:Plan)
WHERE n.uid = $wanted OR n.number = $wanted OR n.name CONTAINS $wanted
RETURN n.uid AS uid, n.name AS name, CASE WHEN n.uid = $wanted OR n.number = $wanted OR n.name = $wanted THEN 0 ELSE 1 END AS rank
ORDER BY rank, size(n.name), name, uid LIMIT $limit
