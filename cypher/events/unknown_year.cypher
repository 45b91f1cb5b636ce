// ---
// zh: 哪些活动年份未知或系推定，依据是什么？
// en: "Which events have an unknown or inferred year, and on what basis?"
// scans: [Event]
// returns: {event: str, date: str, basis: str, event_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (e:Event)
WHERE e.date STARTS WITH 'XXXX' OR e.year_basis IN ['published', 'title', 'unknown']
OPTIONAL MATCH (s:Statement {subject: e.uid, predicate: 'date'})-[:FROM]->(d:Document)
WHERE s.value = e.date
RETURN e.name AS event, e.date AS date, e.year_basis AS basis, e.uid AS event_uid,
       min(s.fact) AS fact, min(CASE WHEN s.derived THEN 1 ELSE 0 END) = 1 AS derived, max(s.confidence) AS confidence,
       count(DISTINCT d) AS documents
ORDER BY date, event
