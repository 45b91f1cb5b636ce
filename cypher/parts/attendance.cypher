// ---
// zh: 某次培训（活动）的参加、举办与讲话单位
// en: "The agencies that attended, hosted or spoke at a training"
// params:
//   uid: {type: str, required: true, doc: 活动的 uid / uid of the event}
//   direct_only: {type: bool, default: false, doc: 只列直接写明的 / only what the text names itself}
// returns: {bureau: str, bureau_uid: str, level: str, how: str, mode: str, capacity: str, through_group: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (t:Event {uid: $uid})<-[r:ATTENDED|HOSTED|SPOKE_AT]-(a:Agency)
WHERE NOT $direct_only OR NOT r.derived
RETURN a.name AS bureau, a.uid AS bureau_uid, a.level AS level,
       CASE type(r) WHEN 'HOSTED' THEN 'hosted' WHEN 'SPOKE_AT' THEN 'spoke' ELSE 'attended' END AS how,
       r.mode AS mode, r.capacity AS capacity,
       CASE WHEN r.derived THEN head([(a)-[:MEMBER_OF]->(g:Group)-[:ATTENDED]->(t) | g.name]) ELSE null END AS through_group,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY derived, how, level, bureau, fact
