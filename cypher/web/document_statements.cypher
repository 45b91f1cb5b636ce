// The statements of a document in text order, with the names of what they are about.
MATCH (s:Statement)-[:FROM]->(d:Document {uid: $uid})
WITH s ORDER BY s.start, s.predicate, s.uid SKIP $skip LIMIT $limit
OPTIONAL MATCH (s)-[:SUPPORTS]->(n)
WITH s, collect(n.uid) AS uids, collect(n.name) AS names
RETURN s.uid AS uid, s.fact AS fact, s.subject AS subject_uid, s.predicate AS predicate, s.object AS object_uid, s.value AS value,
       s.quote AS quote, s.start AS start, s.end AS end, s.raw_start AS raw_start, s.raw_end AS raw_end, s.rule AS rule,
       s.confidence AS confidence, s.derived AS derived,
       s.page AS page, s.sheet AS sheet, s.table AS table, s.row AS row, s.column AS column,
       s.paragraph AS paragraph, uids, names
ORDER BY start, predicate, uid
