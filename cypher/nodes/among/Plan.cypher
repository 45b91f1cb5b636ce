// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $uids AS uid
MATCH (n:Plan {uid: uid})-[r]->(m)
WHERE r.fact IS NOT NULL AND m.uid IN $all
RETURN n.uid AS source, type(r) AS type, m.uid AS target, properties(r) AS properties
ORDER BY source, type, target, properties.fact LIMIT $limit
