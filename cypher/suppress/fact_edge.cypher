MATCH (s:Statement {fact: $target})-[:SUPPORTS]->(a {uid: s.subject})-[r]->(b {uid: s.object})
WHERE r.fact = $target
DELETE r
