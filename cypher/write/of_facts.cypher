// Every statement of some facts, of all documents.
UNWIND $facts AS fact
MATCH (s:Statement {fact: fact})-[:FROM]->(d:Document)
RETURN s.uid AS uid, s.fact AS fact, s.subject AS subject, s.predicate AS predicate, s.object AS object,
       s.value AS value, s.confidence AS confidence, s.derived AS derived, d.uid AS document
