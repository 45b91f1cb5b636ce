// 文中写明的人数
// Numbers of people that the texts state  (events.headcounts)
// event：活动 / event；如 such as '培训班'
WITH {event: null} AS given
CALL (given) {
  MATCH (:Group)-[r:ATTENDED]->(e:Event)
  WHERE r.count_text IS NOT NULL AND (given.event IS NULL OR e.uid = given.event OR e.name = given.event OR (e.name CONTAINS given.event AND NOT EXISTS { MATCH (exact:Event) WHERE exact.name = given.event }))
  WITH e, r ORDER BY r.fact
  WITH e, r.count_min AS at_least, r.count_text AS as_written, max(r.mode) AS mode,
       head(collect(r.fact)) AS fact, head(collect(r.derived)) AS derived,
       head(collect(r.confidence)) AS confidence, head(collect(r.documents)) AS documents
  RETURN e.name AS event, at_least, as_written, mode, e.uid AS event_uid, fact, derived, confidence, documents
  ORDER BY event, at_least
}
RETURN `event`, `at_least`, `as_written`, `mode`, `event_uid`, `fact`, `derived`, `confidence`, `documents`
