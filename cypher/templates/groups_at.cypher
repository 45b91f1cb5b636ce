// The groups through which agencies take part in this, or are addressed by it.
// makes web/groups_at/{{label}} for each label of a thing
MATCH (b:{{label}} {uid: $uid})-[r]-(g:Group)<-[:MEMBER_OF]-(a:Agency)
WHERE r.fact IS NOT NULL
RETURN a.uid AS uid, type(r) AS type, g.uid AS group_uid, g.name AS group
ORDER BY uid, type, group_uid LIMIT $limit
