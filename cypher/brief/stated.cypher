// The statements of properties of some nodes: which document says the number, the period, the deadline.
MATCH (s:Statement)
WHERE s.subject IN $uids AND s.predicate IN $predicates
RETURN DISTINCT s.subject AS subject, s.predicate AS predicate, s.fact AS fact
ORDER BY subject, predicate, fact
