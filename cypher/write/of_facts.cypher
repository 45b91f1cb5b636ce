// What the statements of some facts say: of those that say the same with the same confidence, one, of the smallest uid.
UNWIND $facts AS fact
MATCH (s:Statement {fact: fact})
RETURN fact, s.subject AS subject, s.predicate AS predicate, s.object AS object, s.value AS value,
       s.confidence AS confidence, s.derived AS derived, min(s.uid) AS uid
