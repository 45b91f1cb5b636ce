// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $uids AS uid
MATCH (n:Region {uid: uid})-[r]-(m)
WHERE r.fact IS NOT NULL AND ($types IS NULL OR type(r) IN $types)
RETURN min(type(r)) AS type, m.uid AS uid
ORDER BY type, uid LIMIT $limit
