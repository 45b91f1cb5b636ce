// 谁在某次会议上讲话、致辞、授课？
// Who spoke at an event, and how?  (events.speakers)
// event：活动 / event；如 such as '培训班'
WITH {event: null} AS given
CALL (given) {
  MATCH (s)-[r:SPOKE_AT]->(e:Event)
  WHERE (given.event IS NULL OR e.uid = given.event OR e.name = given.event OR (e.name CONTAINS given.event AND NOT EXISTS { MATCH (exact:Event) WHERE exact.name = given.event }))
  OPTIONAL MATCH (s)-[:HOLDS]->(p:Post)
  WITH s, r, e, p ORDER BY p.name
  RETURN s.name AS speaker, collect(DISTINCT p.name) AS posts, r.kind AS kind, e.name AS event,
         s.uid AS speaker_uid, e.uid AS event_uid,
         r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
  ORDER BY event, kind, speaker
}
RETURN `speaker`, `posts`, `kind`, `event`, `speaker_uid`, `event_uid`, `fact`, `derived`, `confidence`, `documents`
