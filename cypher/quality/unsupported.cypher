// ---
// zh: 没有证据的关系（应为空）
// en: "Relationships without evidence (should be none)"
// returns: {relationship: str, source: str, target: str, fact: str}
// ---
MATCH (a)-[r]->(b)
WHERE r.fact IS NOT NULL AND r.basis = 'statement' AND NOT EXISTS { MATCH (s:Statement) WHERE s.fact = r.fact }
RETURN type(r) AS relationship, a.name AS source, b.name AS target, r.fact AS fact
ORDER BY relationship, source, target
