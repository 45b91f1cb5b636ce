// Which bodies serve which division.
MATCH (a:Agency)-[:SERVES]->(r:Region)
RETURN DISTINCT r.uid AS region, a.uid AS uid LIMIT $limit
