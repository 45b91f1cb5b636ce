MATCH (d:Document {uid: $uid})
OPTIONAL MATCH (s:Statement)-[:FROM]->(d)
WITH d, count(s) AS statements
RETURN properties(d) AS properties, statements
