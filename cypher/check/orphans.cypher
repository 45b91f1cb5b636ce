MATCH (n)
WHERE NOT n:Document AND NOT n:Statement AND NOT n:Anomaly AND NOT n:Version AND NOT n:Clause AND NOT n:Region AND NOT n:Meta AND NOT (n)<-[:SUPPORTS]-(:Statement)
RETURN n.uid AS uid, n.name AS name
