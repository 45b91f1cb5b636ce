// ---
// zh: 文中写明的人数
// en: "Numbers of people that the texts state"
// params:
//   event: {type: str, doc: 活动 / event, example: 培训班}
// scans: [Group]
// returns: {event: str, at_least: int, as_written: str, mode: str, event_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (:Group)-[r:ATTENDED]->(e:Event)
WHERE r.count_text IS NOT NULL AND ($event IS NULL OR e.uid = $event OR e.name = $event OR (e.name CONTAINS $event AND NOT EXISTS { MATCH (exact:Event) WHERE exact.name = $event }))
WITH e, r ORDER BY r.fact
WITH e, r.count_min AS at_least, r.count_text AS as_written, max(r.mode) AS mode,
     head(collect(r.fact)) AS fact, head(collect(r.derived)) AS derived,
     head(collect(r.confidence)) AS confidence, head(collect(r.documents)) AS documents
RETURN e.name AS event, at_least, as_written, mode, e.uid AS event_uid, fact, derived, confidence, documents
ORDER BY event, at_least
