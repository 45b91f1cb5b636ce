MATCH (n {uid: $uid})
RETURN labels(n) AS labels, properties(n) AS properties
LIMIT 1
