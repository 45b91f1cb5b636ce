// The relationship that a fact is, found through one of its statements.
MATCH (s:Statement {fact: $fact})-[:SUPPORTS]->(a {uid: s.subject})-[r]->(b {uid: s.object})
WHERE r.fact = $fact
RETURN type(r) AS type, a.uid AS source_uid, a.name AS source, b.uid AS target_uid, b.name AS target, properties(r) AS properties
LIMIT 1
