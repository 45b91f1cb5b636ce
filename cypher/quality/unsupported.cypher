// ---
// zh: 没有证据的关系（应为空）
// en: "Relationships without evidence (should be none)"
// scans: [everything]
// returns: {relationship: str, from: str, to: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (a)-[r]->(b)
WHERE r.fact IS NOT NULL AND r.basis = 'statement' AND NOT EXISTS { MATCH (s:Statement) WHERE s.fact = r.fact }
RETURN type(r) AS relationship, a.name AS `from`, b.name AS `to`, r.fact AS fact,
       r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY relationship, fact
