// The events that an agency hosted, attended or spoke at, with the collective through which it attended.
MATCH (a:Agency {uid: $uid})-[r:ATTENDED|HOSTED|SPOKE_AT]->(e:Event)
RETURN type(r) AS type, e.uid AS event_uid, e.name AS name, e.date AS date, e.date_text AS date_text, e.year_basis AS year_basis,
       e.date_min AS date_min, e.date_max AS date_max, r.role AS role, r.mode AS mode, r.kind AS kind, r.fact AS fact, r.derived AS derived,
       CASE WHEN r.derived THEN head([(a)-[:MEMBER_OF]->(g:Group)-[:ATTENDED]->(e) | g.name]) ELSE null END AS through_group
ORDER BY date, name, type, fact LIMIT $limit
