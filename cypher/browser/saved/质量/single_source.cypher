// 只有一篇文档支持的事实
// Facts that only one document supports  (quality.single_source)
// limit：行数 / rows
MATCH (a)-[r]->(b)
WHERE r.documents = 1 AND r.basis = 'statement'
WITH a, r, b ORDER BY r.fact LIMIT 200
MATCH (s:Statement {fact: r.fact})-[:FROM]->(d:Document)
RETURN DISTINCT r.fact AS fact, type(r) AS relationship, a.name AS source, b.name AS target, coalesce(d.title, d.file) AS document,
       r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY fact
