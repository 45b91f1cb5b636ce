MATCH (s:Statement)-[:FROM]->(d:Document)
RETURN s.fact AS fact, count(DISTINCT d.uid) AS documents
