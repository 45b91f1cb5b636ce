// ---
// zh: 某规划的阶段、任务与责任单位
// en: "The phases of a plan with their tasks and who answers for them"
// params:
//   uid: {type: str, required: true, doc: 规划的 uid / uid of the plan}
//   phase: {type: str, doc: "阶段的 uid、名称或序号 / phase by uid, name or number", example: 前期调研}
// returns: {seq: int, phase: str, phase_uid: str, start: str, end: str, task: str, task_uid: str, due: str, role: str, responsible: str, responsible_uid: str, fact: str, derived: bool, confidence: float, documents: int, duty_fact: str}
// ---
MATCH (p:Plan {uid: $uid})-[h:HAS_PHASE]->(f:Phase)
WHERE $phase IS NULL OR f.uid = $phase OR f.name CONTAINS $phase OR toString(f.seq) = $phase
OPTIONAL MATCH (f)-[has:HAS_TASK]->(t:Task)
OPTIONAL MATCH (who)-[duty:RESPONSIBLE_FOR]->(t)
RETURN f.seq AS seq, f.name AS phase, f.uid AS phase_uid, f.start AS start, f.end AS end, t.text AS task, t.uid AS task_uid,
       t.due AS due, duty.role AS role, who.name AS responsible, who.uid AS responsible_uid,
       coalesce(has.fact, h.fact) AS fact, coalesce(has.derived, h.derived) AS derived,
       coalesce(has.confidence, h.confidence) AS confidence, coalesce(has.documents, h.documents) AS documents,
       duty.fact AS duty_fact
ORDER BY seq, t.seq, task_uid, role, responsible
