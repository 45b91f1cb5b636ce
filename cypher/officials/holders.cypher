// ---
// zh: 某机构某职务由谁担任？
// en: "Who holds a post of an agency?"
// params:
//   agency: {type: str, required: true, doc: 机构 / agency, example: 生态环境厅}
//   title: {type: str, doc: 职务 / title, example: 厅长}
//   on: {type: day, doc: 日期 / as of this day, example: 2024-01-01}
// scans: [Post]
// returns: {title: str, official: str, attested: list, agency: str, official_uid: str, agency_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (o:Official)-[h:HOLDS]->(p:Post)-[:IN]->(a:Agency)
WHERE ($agency IS NULL OR a.uid = $agency OR a.name = $agency OR (a.name CONTAINS $agency AND NOT EXISTS { MATCH (exact:Agency) WHERE exact.name = $agency }))
  AND ($title IS NULL OR p.title = $title)
  AND ($on IS NULL OR ((h.from IS NULL OR h.from <= $on) AND (h.to IS NULL OR h.to > $on)))
RETURN p.title AS title, o.name AS official, h.attested AS attested, a.name AS agency, o.uid AS official_uid, a.uid AS agency_uid,
       h.fact AS fact, h.derived AS derived, h.confidence AS confidence, h.documents AS documents
ORDER BY agency, title, official
