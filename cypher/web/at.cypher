// The statements that quote exactly these characters of a document.
MATCH (s:Statement)-[:FROM]->(d:Document {uid: $uid})
WHERE s.start = $start AND s.end = $end
WITH s ORDER BY s.predicate, s.uid LIMIT $limit
OPTIONAL MATCH (s)-[:SUPPORTS]->(n)
WITH s, collect(n.uid) AS uids, collect(n.name) AS names
RETURN s.uid AS uid, s.fact AS fact, s.subject AS subject_uid, s.predicate AS predicate, s.object AS object_uid, s.value AS value,
       s.quote AS quote, s.start AS start, s.end AS end, s.raw_start AS raw_start, s.raw_end AS raw_end, s.rule AS rule,
       s.confidence AS confidence, s.derived AS derived,
       s.page AS page, s.sheet AS sheet, s.table AS table, s.row AS row, s.column AS column,
       s.paragraph AS paragraph, uids, names
ORDER BY predicate, uid
