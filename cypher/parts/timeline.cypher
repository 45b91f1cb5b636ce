// ---
// zh: 某规划的时间轴：阶段与任务的起止、期限
// en: "The phases and tasks of a plan with their dates, as the text gives them"
// params:
//   uid: {type: str, required: true, doc: 规划的 uid / uid of the plan}
// returns: {kind: str, seq: int, name: str, uid: str, start: str, end: str, due: str, due_max: str, due_text: str, due_basis: str, phase: str, phase_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (p:Plan {uid: $uid})-[has:HAS_PHASE|HAS_TASK]->(x)
OPTIONAL MATCH (p)-[:HAS_PHASE]->(f:Phase)-[:HAS_TASK]->(x)
RETURN CASE WHEN x:Phase THEN 'phase' ELSE 'task' END AS kind, x.seq AS seq, coalesce(x.text, x.name) AS name, x.uid AS uid,
       x.start AS start, x.end AS end, x.due AS due, x.due_max AS due_max, x.due_text AS due_text, x.due_basis AS due_basis,
       f.name AS phase, f.uid AS phase_uid, has.fact AS fact, has.derived AS derived, has.confidence AS confidence,
       has.documents AS documents
ORDER BY kind, seq, uid, f.seq, phase_uid, fact
