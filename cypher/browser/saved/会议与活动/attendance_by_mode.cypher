// 现场、视频、主会场、分会场各有谁？
// Who was on site, by video, in the main room, in the branch rooms?  (events.attendance_by_mode)
// event：活动 / event；如 such as '例会'
WITH {event: null} AS given
CALL (given) {
  MATCH (w)-[r:ATTENDED]->(e:Event)
  WHERE (given.event IS NULL OR e.uid = given.event OR e.name = given.event OR (e.name CONTAINS given.event AND NOT EXISTS { MATCH (exact:Event) WHERE exact.name = given.event }))
  RETURN r.mode AS mode, r.capacity AS capacity, w.name AS who, r.count_text AS count_text, e.name AS event,
         w.uid AS who_uid, e.uid AS event_uid,
         r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
  ORDER BY event, mode, capacity, derived, who, fact
}
RETURN `mode`, `capacity`, `who`, `count_text`, `event`, `who_uid`, `event_uid`, `fact`, `derived`, `confidence`, `documents`
