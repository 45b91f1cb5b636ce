MATCH (n) WHERE n.uid IN $uids AND n.name IS NOT NULL
RETURN n.uid AS uid, n.name AS name, labels(n) AS labels ORDER BY uid LIMIT $limit
