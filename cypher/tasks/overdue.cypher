// ---
// zh: 到某日已过期限的任务（文中无完成证据）
// en: "Tasks whose deadline had passed on a day (no text says that they were done)"
// params:
//   on: {type: day, required: true, doc: 日期 / day, example: "2021-01-01"}
//   plan: {type: str, doc: 规划 / plan, example: 规划编制工作方案}
// scans: [Plan]
// returns: {task: str, due: str, plan: str, responsible: list, task_uid: str, plan_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (p:Plan)-[h:HAS_TASK]->(t:Task)
WHERE t.due_max < $on
  AND ($plan IS NULL OR p.number = $plan OR p.uid = $plan OR p.name = $plan OR (p.name CONTAINS $plan AND NOT EXISTS { MATCH (exact:Plan) WHERE exact.name = $plan }))
OPTIONAL MATCH (w)-[:RESPONSIBLE_FOR]->(t)
WITH p, h, t, w ORDER BY w.name
WITH p, h, t, collect(DISTINCT w.name) AS responsible
RETURN t.text AS task, t.due AS due, p.name AS plan, responsible, t.uid AS task_uid, p.uid AS plan_uid,
       h.fact AS fact, h.derived AS derived, h.confidence AS confidence, h.documents AS documents
ORDER BY due, plan, t.seq
