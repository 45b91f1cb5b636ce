// The groups through which an agency takes part in something.
MATCH (a:Agency {uid: $uid})-[:MEMBER_OF]->(g:Group)-[r]->(b)
WHERE r.fact IS NOT NULL
RETURN b.uid AS uid, type(r) AS type, g.uid AS group_uid, g.name AS group
ORDER BY uid, type, group_uid LIMIT $limit
