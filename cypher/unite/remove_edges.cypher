// The relationships behind some statements.
UNWIND $statements AS uid
MATCH (s:Statement {uid: uid})-[:SUPPORTS]->(a {uid: s.subject})
MATCH (s)-[:SUPPORTS]->(b {uid: s.object})
MATCH (a)-[r]->(b)
WHERE r.fact = s.fact AND r.basis = 'statement'
DELETE r
