MATCH (n) WHERE NOT n:Meta
RETURN labels(n) AS labels, properties(n) AS properties
