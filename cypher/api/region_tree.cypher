// Every division with the one above it; `until` is set where it no longer belongs there.
MATCH (r:Region)
OPTIONAL MATCH (r)-[p:PART_OF]->(up:Region)
RETURN r.uid AS uid, r.code AS code, r.name AS name, r.short_names AS short_names, r.level AS level, r.valid_to AS valid_to,
       up.uid AS parent, p.to AS until
ORDER BY code, uid, until
