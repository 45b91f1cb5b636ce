// Made by tools/write_statements.py from graph/kinds.yaml.
MATCH (n:Post {uid: $uid})-[r]-()
WHERE r.fact IS NOT NULL
RETURN type(r) AS type, CASE WHEN startNode(r).uid = $uid THEN 'out' ELSE 'in' END AS direction, count(DISTINCT r.fact) AS facts
ORDER BY type, direction
