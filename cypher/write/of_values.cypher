// Every statement about some properties of some nodes, of all documents.
UNWIND $keys AS key
MATCH (s:Statement {subject: key.subject})-[:FROM]->(d:Document)
WHERE s.predicate = key.predicate
RETURN s.uid AS uid, s.subject AS subject, s.predicate AS predicate, s.value AS value, s.confidence AS confidence,
       d.uid AS document
