// ---
// zh: 文中写明的人数
// en: "Numbers of people that the texts state"
// params:
//   event: {type: str, doc: 活动 / event, example: 培训班}
// returns: {event: str, at_least: int, as_written: str, mode: str, event_uid: str, fact: str}
// ---
MATCH (:Group)-[r:ATTENDED]->(e:Event)
WHERE r.count_text IS NOT NULL AND ($event IS NULL OR e.uid = $event OR e.name = $event OR (e.name CONTAINS $event AND NOT EXISTS { MATCH (exact:Event) WHERE exact.name = $event }))
WITH e, r.count_min AS at_least, r.count_text AS as_written, max(r.mode) AS mode, min(r.fact) AS fact
RETURN e.name AS event, at_least, as_written, mode, e.uid AS event_uid, fact
ORDER BY event, at_least
