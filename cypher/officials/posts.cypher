// ---
// zh: 某人任过哪些职务，证据在何日？
// en: "Which posts did a person hold, attested on which days? As of a day?"
// params:
//   official: {type: str, required: true, doc: 姓名或 uid / name or uid, example: 江小北}
//   on: {type: day, doc: 日期 / as of this day, example: 2024-01-01}
// scans: [Official]
// returns: {official: str, title: str, agency: str, attested: list, from: str, to: str, former: bool, official_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (o:Official)-[h:HOLDS]->(p:Post)
WHERE o.uid = $official OR o.name = $official
OPTIONAL MATCH (p)-[:IN]->(a:Agency)
WITH o, h, p, a
WHERE $on IS NULL OR ((h.from IS NULL OR h.from <= $on) AND (h.to IS NULL OR h.to > $on))
RETURN o.name AS official, p.title AS title, a.name AS agency, h.attested AS attested, h.from AS from, h.to AS to,
       coalesce(h.former, false) AS former, o.uid AS official_uid,
       h.fact AS fact, h.derived AS derived, h.confidence AS confidence, h.documents AS documents
ORDER BY official, agency, title
