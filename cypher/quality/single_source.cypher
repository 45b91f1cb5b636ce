// ---
// zh: 只有一篇文档支持的事实
// en: "Facts that only one document supports"
// params:
//   limit: {type: int, default: 200, doc: 行数 / rows}
// scans: [everything]
// returns: {fact: str, relationship: str, source: str, target: str, document: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (a)-[r]->(b)
WHERE r.documents = 1 AND r.basis = 'statement'
WITH a, r, b ORDER BY r.fact LIMIT $limit
MATCH (s:Statement {fact: r.fact})-[:FROM]->(d:Document)
RETURN DISTINCT r.fact AS fact, type(r) AS relationship, a.name AS source, b.name AS target, coalesce(d.title, d.file) AS document,
       r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY fact
