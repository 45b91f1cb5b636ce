// ---
// zh: 谁在某次会议上讲话、致辞、授课？
// en: "Who spoke at an event, and how?"
// params:
//   event: {type: str, doc: 活动 / event, example: 培训班}
// scans: [Event]
// returns: {speaker: str, posts: list, kind: str, event: str, speaker_uid: str, event_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (s)-[r:SPOKE_AT]->(e:Event)
WHERE ($event IS NULL OR e.uid = $event OR e.name = $event OR (e.name CONTAINS $event AND NOT EXISTS { MATCH (exact:Event) WHERE exact.name = $event }))
OPTIONAL MATCH (s)-[:HOLDS]->(p:Post)
WITH s, r, e, p ORDER BY p.name
RETURN s.name AS speaker, collect(DISTINCT p.name) AS posts, r.kind AS kind, e.name AS event,
       s.uid AS speaker_uid, e.uid AS event_uid,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY event, kind, speaker
