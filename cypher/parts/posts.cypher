// ---
// zh: 某人任过的职务
// en: "The posts that a person held, as of a day if one is given"
// params:
//   uid: {type: str, required: true, doc: 官员的 uid / uid of the official}
//   on: {type: day, doc: 日期 / as of this day, example: "2024-01-01"}
// returns: {title: str, post_uid: str, agency: str, agency_uid: str, attested: list, from: str, to: str, former: bool, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (o:Official {uid: $uid})-[h:HOLDS]->(p:Post)
WHERE $on IS NULL OR ((h.from IS NULL OR h.from <= $on) AND (h.to IS NULL OR h.to > $on))
OPTIONAL MATCH (p)-[:IN]->(a:Agency)
RETURN p.title AS title, p.uid AS post_uid, a.name AS agency, a.uid AS agency_uid, h.attested AS attested,
       h.from AS from, h.to AS to, coalesce(h.former, false) AS former,
       h.fact AS fact, h.derived AS derived, h.confidence AS confidence, h.documents AS documents
ORDER BY agency, title, fact
