// The properties of a node that texts state, each with the key that leads to its statements.
MATCH (s:Statement {subject: $uid})-[:FROM]->(d:Document)
WHERE s.object IS NULL
RETURN s.predicate AS predicate, s.value AS value, s.fact AS fact, count(DISTINCT d) AS documents,
       max(s.confidence) AS confidence, min(s.rule) AS rule
ORDER BY predicate, value, fact LIMIT $limit
