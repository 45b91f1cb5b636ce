// 某规划（方案）的某阶段有哪些任务、谁负责、何时完成？
// Which tasks trace to a phase of a plan, who bears them, and when are they due?  (plans.phase_tasks)
// plan：规划的 uid、文号、名称或其一部分 / uid, number or name of the plan；如 such as '生态环境保护规划编制工作方案'
// phase：阶段名称或序号 / name or number of the phase；如 such as '前期调研'
WITH {plan: '生态环境保护规划编制工作方案', phase: null} AS given
CALL (given) {
  MATCH (p:Plan)-[h:HAS_PHASE]->(f:Phase)
  WHERE (p.number = given.plan OR (given.plan IS NULL OR p.uid = given.plan OR p.name = given.plan OR (p.name CONTAINS given.plan AND NOT EXISTS { MATCH (exact:Plan) WHERE exact.name = given.plan })))
    AND (given.phase IS NULL OR f.name CONTAINS given.phase OR toString(f.seq) = given.phase OR f.uid = given.phase)
  OPTIONAL MATCH (f)-[has:HAS_TASK]->(t:Task)
  OPTIONAL MATCH (who)-[r:RESPONSIBLE_FOR]->(t)
  RETURN p.name AS plan, f.seq AS seq, f.name AS phase, f.start AS start, f.end AS end, t.text AS task,
         r.role AS role, who.name AS responsible, t.due AS due, p.uid AS plan_uid, f.uid AS phase_uid, t.uid AS task_uid,
         coalesce(has.fact, h.fact) AS fact, coalesce(has.derived, h.derived) AS derived,
         coalesce(has.confidence, h.confidence) AS confidence, coalesce(has.documents, h.documents) AS documents,
         r.fact AS duty_fact
  ORDER BY plan, seq, t.seq, role, responsible
}
RETURN `plan`, `seq`, `phase`, `start`, `end`, `task`, `role`, `responsible`, `due`, `plan_uid`, `phase_uid`, `task_uid`, `fact`, `derived`, `confidence`, `documents`, `duty_fact`
