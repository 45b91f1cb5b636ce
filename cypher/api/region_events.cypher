// Which events were held in a division, were about it, or were hosted by one of its bodies.
MATCH (e:Event)-[:HELD_IN|COVERS]->(r:Region)
RETURN r.uid AS region, e.uid AS uid LIMIT $limit
UNION
MATCH (e:Event)<-[:HOSTED]-(:Agency)-[:SERVES]->(r:Region)
RETURN r.uid AS region, e.uid AS uid LIMIT $limit
