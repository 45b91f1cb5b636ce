// What all documents say about some properties of some nodes: of the statements that say the same, one, of the smallest uid.
UNWIND $keys AS key
MATCH (s:Statement {subject: key.subject})
WHERE s.predicate = key.predicate
RETURN s.subject AS subject, s.predicate AS predicate, s.value AS value, s.confidence AS confidence, min(s.uid) AS uid
