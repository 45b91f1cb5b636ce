// Who attended an event: people, agencies and collectives that the text names, and the members of the collectives.
MATCH (w)-[r:ATTENDED]->(e:Event {uid: $uid})
RETURN w.uid AS uid, w.name AS name, w.level AS level, labels(w) AS labels, w.expected AS expected, w.resolved AS resolved,
       r.mode AS mode, r.capacity AS capacity, r.count_text AS count_text, r.fact AS fact, r.derived AS derived,
       CASE WHEN r.derived THEN head([(w)-[:MEMBER_OF]->(g:Group)-[:ATTENDED]->(e) | g.uid]) ELSE null END AS group_uid
ORDER BY derived, mode, name, fact LIMIT $limit
