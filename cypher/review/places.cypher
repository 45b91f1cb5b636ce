// The divisions that some documents name.
MATCH (d:Document)<-[:FROM]-(:Statement)-[:SUPPORTS]->(r:Region)
WHERE d.uid IN $documents
WITH DISTINCT d, r ORDER BY r.uid
RETURN d.uid AS document, collect(r.uid) AS regions
ORDER BY document
