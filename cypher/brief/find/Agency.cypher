// The agencies that a name, an alias, a uid or a part of a name may mean; the closest first.
MATCH (n:Agency)
WHERE n.uid = $wanted OR n.name CONTAINS $wanted OR $wanted IN coalesce(n.aliases, [])
RETURN n.uid AS uid, n.name AS name, CASE WHEN n.uid = $wanted OR n.name = $wanted OR $wanted IN coalesce(n.aliases, []) THEN 0 ELSE 1 END AS rank
ORDER BY rank, size(n.name), name, uid LIMIT $limit
