// ---
// zh: 某机构的内设与下属单位
// en: "The units of an agency"
// params:
//   agency: {type: str, required: true, doc: 机构 / agency, example: 生态环境厅}
// scans: [UNIT_OF]
// returns: {agency: str, unit: str, kind: str, agency_uid: str, unit_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (u:Agency)-[r:UNIT_OF]->(a:Agency)
WHERE ($agency IS NULL OR a.uid = $agency OR a.name = $agency OR (a.name CONTAINS $agency AND NOT EXISTS { MATCH (exact:Agency) WHERE exact.name = $agency }))
RETURN a.name AS agency, u.name AS unit, r.kind AS kind, a.uid AS agency_uid, u.uid AS unit_uid,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY agency, unit, fact
