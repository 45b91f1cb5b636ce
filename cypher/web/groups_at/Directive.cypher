// The groups through which a demand is addressed to agencies.
MATCH (b:Directive {uid: $uid})-[r]->(g:Group)<-[:MEMBER_OF]-(a:Agency)
WHERE r.fact IS NOT NULL
RETURN a.uid AS uid, type(r) AS type, g.uid AS group_uid, g.name AS group
ORDER BY uid, type, group_uid LIMIT $limit
