// ---
// zh: 某人（或会议）提出了哪些要求？
// en: "What did a person (or a meeting) demand?"
// params:
//   speaker: {type: str, doc: "讲话人、机构或会议 / person, agency or meeting", example: 苏望岳}
//   event: {type: str, doc: 活动 / event, example: 例会}
// scans: [Event]
// returns: {speaker: str, event: str, seq: int, verb: str, text: str, directive_uid: str, event_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (s)-[r:GAVE]->(d:Directive)-[:AT]->(e:Event)
WHERE ($speaker IS NULL OR s.uid = $speaker OR s.name = $speaker)
  AND ($event IS NULL OR e.uid = $event OR e.name = $event OR (e.name CONTAINS $event AND NOT EXISTS { MATCH (exact:Event) WHERE exact.name = $event }))
RETURN s.name AS speaker, e.name AS event, d.seq AS seq, d.verb AS verb, d.text AS text,
       d.uid AS directive_uid, e.uid AS event_uid,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY event, speaker, d.uid
