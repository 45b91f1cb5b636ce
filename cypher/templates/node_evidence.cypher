// The statements that support a node, with their documents.
// makes nodes/evidence/{{label}} for each label of a thing
MATCH (n:{{label}} {uid: $uid})<-[:SUPPORTS]-(s:Statement)-[:FROM]->(d:Document)
RETURN s.uid AS uid, s.fact AS fact, s.subject AS subject, s.predicate AS predicate, s.object AS object, s.value AS value,
       s.quote AS quote, s.start AS start, s.end AS end, s.raw_start AS raw_start, s.raw_end AS raw_end, s.rule AS rule,
       s.confidence AS confidence, s.derived AS derived, s.page AS page, s.sheet AS sheet, s.table AS table, s.row AS row, s.column AS column,
       s.paragraph AS paragraph, d.uid AS document_uid, coalesce(d.title, d.file) AS document
ORDER BY document_uid, start, predicate, uid SKIP $skip LIMIT $limit
