// The group through which a derived fact follows: the agency is its member, and the text names the group.
MATCH (a:Agency {uid: $agency})-[:MEMBER_OF]->(g:Group)-[r]-(b)
WHERE b.uid = $other AND type(r) = $type
RETURN g.uid AS group_uid, g.name AS group ORDER BY group_uid LIMIT 1
