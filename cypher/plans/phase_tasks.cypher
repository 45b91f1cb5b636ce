// ---
// zh: 某规划（方案）的某阶段有哪些任务、谁负责、何时完成？
// en: "Which tasks trace to a phase of a plan, who bears them, and when are they due?"
// params:
//   plan: {type: str, required: true, doc: "规划的 uid、文号、名称或其一部分 / uid, number or name of the plan", example: 生态环境保护规划编制工作方案}
//   phase: {type: str, doc: 阶段名称或序号 / name or number of the phase, example: 前期调研}
// scans: [Phase]
// returns: {plan: str, seq: int, phase: str, start: str, end: str, task: str, role: str, responsible: str, due: str, plan_uid: str, phase_uid: str, task_uid: str, fact: str, derived: bool, confidence: float, documents: int, duty_fact: str}
// ---
MATCH (p:Plan)-[h:HAS_PHASE]->(f:Phase)
WHERE (p.number = $plan OR ($plan IS NULL OR p.uid = $plan OR p.name = $plan OR (p.name CONTAINS $plan AND NOT EXISTS { MATCH (exact:Plan) WHERE exact.name = $plan })))
  AND ($phase IS NULL OR f.name CONTAINS $phase OR toString(f.seq) = $phase OR f.uid = $phase)
OPTIONAL MATCH (f)-[has:HAS_TASK]->(t:Task)
OPTIONAL MATCH (who)-[r:RESPONSIBLE_FOR]->(t)
RETURN p.name AS plan, f.seq AS seq, f.name AS phase, f.start AS start, f.end AS end, t.text AS task,
       r.role AS role, who.name AS responsible, t.due AS due, p.uid AS plan_uid, f.uid AS phase_uid, t.uid AS task_uid,
       coalesce(has.fact, h.fact) AS fact, coalesce(has.derived, h.derived) AS derived,
       coalesce(has.confidence, h.confidence) AS confidence, coalesce(has.documents, h.documents) AS documents,
       r.fact AS duty_fact
ORDER BY plan, seq, t.seq, role, responsible
