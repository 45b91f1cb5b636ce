// The facts that texts state among some nodes.
UNWIND $uids AS uid
MATCH (s:Statement {subject: uid})
WHERE s.object IN $uids
RETURN DISTINCT s.fact AS fact, s.predicate AS predicate
ORDER BY predicate, fact LIMIT $limit
