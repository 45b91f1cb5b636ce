// The relationships behind the facts that only this document states.
MATCH (:Document {uid: $document})<-[:FROM]-(s:Statement)-[:SUPPORTS]->(a {uid: s.subject})-[r]->(b {uid: s.object})
WHERE r.fact IN $facts AND r.fact = s.fact AND r.basis = 'statement'
DELETE r
