// What a document states, by the names of what it is about, in text order.
MATCH (s:Statement)-[:FROM]->(:Document {uid: $document})
OPTIONAL MATCH (s)-[:SUPPORTS]->(a)
WHERE a.uid = s.subject
OPTIONAL MATCH (s)-[:SUPPORTS]->(b)
WHERE b.uid = s.object
RETURN s.fact AS fact, s.subject AS subject, labels(a) AS subject_labels, a.name AS subject_name, s.predicate AS predicate,
       s.object AS object, labels(b) AS object_labels, b.name AS object_name, s.value AS value, s.quote AS quote,
       s.start AS start, s.end AS end, s.uid AS uid
ORDER BY start, uid
