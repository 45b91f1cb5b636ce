// The divisions that a code, a name, a short name, a uid or a part of a name may mean; the closest first.
MATCH (n:Region)
WHERE n.uid = $wanted OR n.code = $wanted OR n.name CONTAINS $wanted
RETURN n.uid AS uid, n.name AS name, CASE WHEN n.uid = $wanted OR n.code = $wanted OR n.name = $wanted THEN 0
       WHEN $wanted IN coalesce(n.short_names, []) THEN 1 ELSE 2 END AS rank
ORDER BY rank, size(n.name), name, uid LIMIT $limit
