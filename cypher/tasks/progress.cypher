// ---
// zh: 某方案各任务到某日应处于何状态？（文中无完成证据）
// en: "Tasks of a plan by the state they should be in on a day (no text says that they are done)"
// params:
//   plan: {type: str, required: true, doc: "规划的名称、其中一部分、文号或 uid / plan", example: 规划编制工作方案}
//   on: {type: day, required: true, doc: 日期 / day, example: "2020-06-01"}
// scans: [Plan]
// returns: {task: str, phase: str, responsible: list, due: str, state: str, plan: str, task_uid: str, plan_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (p:Plan)-[h:HAS_TASK]->(t:Task)
WHERE p.number = $plan OR p.uid = $plan OR p.name = $plan OR (p.name CONTAINS $plan AND NOT EXISTS { MATCH (exact:Plan) WHERE exact.name = $plan })
OPTIONAL MATCH (p)-[:HAS_PHASE]->(f:Phase)-[:HAS_TASK]->(t)
OPTIONAL MATCH (w)-[:RESPONSIBLE_FOR]->(t)
WITH p, h, t, f, w ORDER BY w.name
WITH p, h, t, f, collect(DISTINCT w.name) AS responsible
RETURN t.text AS task, f.name AS phase, responsible, t.due AS due,
       CASE WHEN t.due_max < $on THEN 'passed'
            WHEN f.start_min > $on THEN 'ahead'
            WHEN t.due_max IS NULL AND f.start_min IS NULL THEN 'unknown'
            ELSE 'running' END AS state,
       p.name AS plan, t.uid AS task_uid, p.uid AS plan_uid,
       h.fact AS fact, h.derived AS derived, h.confidence AS confidence, h.documents AS documents
ORDER BY plan, f.seq, t.seq, task
