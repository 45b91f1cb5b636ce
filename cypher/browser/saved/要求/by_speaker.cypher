// 某人（或会议）提出了哪些要求？
// What did a person (or a meeting) demand?  (directives.by_speaker)
// speaker：讲话人、机构或会议 / person, agency or meeting；如 such as '苏望岳'
// event：活动 / event；如 such as '例会'
WITH {speaker: null, event: null} AS given
CALL (given) {
  MATCH (s)-[r:GAVE]->(d:Directive)-[:AT]->(e:Event)
  WHERE (given.speaker IS NULL OR s.uid = given.speaker OR s.name = given.speaker)
    AND (given.event IS NULL OR e.uid = given.event OR e.name = given.event OR (e.name CONTAINS given.event AND NOT EXISTS { MATCH (exact:Event) WHERE exact.name = given.event }))
  RETURN s.name AS speaker, e.name AS event, d.seq AS seq, d.verb AS verb, d.text AS text,
         d.uid AS directive_uid, e.uid AS event_uid,
         r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
  ORDER BY event, speaker, d.uid
}
RETURN `speaker`, `event`, `seq`, `verb`, `text`, `directive_uid`, `event_uid`, `fact`, `derived`, `confidence`, `documents`
