// Where one may begin: a few plans and events.
MATCH (n:Plan|Event)
RETURN n.uid AS uid, n.name AS name, labels(n) AS labels
ORDER BY n.uid LIMIT $limit
