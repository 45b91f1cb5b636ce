// 到某日已过期限的任务（文中无完成证据）
// Tasks whose deadline had passed on a day (no text says that they were done)  (tasks.overdue)
// on：日期 / day；如 such as '2021-01-01'
// plan：规划 / plan；如 such as '规划编制工作方案'
WITH {on: '2021-01-01', plan: null} AS given
CALL (given) {
  MATCH (p:Plan)-[h:HAS_TASK]->(t:Task)
  WHERE t.due_max < given.on
    AND (given.plan IS NULL OR p.number = given.plan OR p.uid = given.plan OR p.name = given.plan OR (p.name CONTAINS given.plan AND NOT EXISTS { MATCH (exact:Plan) WHERE exact.name = given.plan }))
  OPTIONAL MATCH (w)-[:RESPONSIBLE_FOR]->(t)
  WITH p, h, t, w ORDER BY w.name
  WITH p, h, t, collect(DISTINCT w.name) AS responsible
  RETURN t.text AS task, t.due AS due, p.name AS plan, responsible, t.uid AS task_uid, p.uid AS plan_uid,
         h.fact AS fact, h.derived AS derived, h.confidence AS confidence, h.documents AS documents
  ORDER BY due, plan, t.seq
}
RETURN `task`, `due`, `plan`, `responsible`, `task_uid`, `plan_uid`, `fact`, `derived`, `confidence`, `documents`
