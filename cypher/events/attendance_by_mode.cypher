// ---
// zh: 现场、视频、主会场、分会场各有谁？
// en: "Who was on site, by video, in the main room, in the branch rooms?"
// params:
//   event: {type: str, doc: 活动 / event, example: 例会}
// scans: [Event]
// returns: {mode: str, capacity: str, who: str, count_text: str, event: str, who_uid: str, event_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (w)-[r:ATTENDED]->(e:Event)
WHERE ($event IS NULL OR e.uid = $event OR e.name = $event OR (e.name CONTAINS $event AND NOT EXISTS { MATCH (exact:Event) WHERE exact.name = $event }))
RETURN r.mode AS mode, r.capacity AS capacity, w.name AS who, r.count_text AS count_text, e.name AS event,
       w.uid AS who_uid, e.uid AS event_uid,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY event, mode, capacity, derived, who, fact
