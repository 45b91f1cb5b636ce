// Which plans are for a division, or were issued by one of its bodies.
MATCH (p:Plan)-[:COVERS]->(r:Region)
RETURN r.uid AS region, p.uid AS uid LIMIT $limit
UNION
MATCH (p:Plan)<-[:ISSUED]-(:Agency)-[:SERVES]->(r:Region)
RETURN r.uid AS region, p.uid AS uid LIMIT $limit
