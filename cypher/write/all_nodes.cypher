MATCH (n) WHERE NOT n:Meta
RETURN n.uid AS uid, labels(n) AS labels, properties(n) AS properties
