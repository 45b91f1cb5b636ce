// ---
// zh: 某机构的前身与更名
// en: "The former names of an agency"
// params:
//   agency: {type: str, doc: 机构 / agency, example: 环境保护局}
// scans: [SUCCEEDED_BY]
// returns: {former: str, current: str, date: str, kind: str, former_uid: str, current_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (a:Agency)-[r:SUCCEEDED_BY]->(b:Agency)
WHERE $agency IS NULL OR a.uid = $agency OR b.uid = $agency OR a.name CONTAINS $agency OR b.name CONTAINS $agency
RETURN a.name AS former, b.name AS current, r.date AS date, r.kind AS kind, a.uid AS former_uid, b.uid AS current_uid,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY former, current, fact
