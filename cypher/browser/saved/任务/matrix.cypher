// 任务与单位的责任矩阵
// Who bears which task of a plan  (tasks.matrix)
// plan：规划 / plan；如 such as '三都澳'
WITH {plan: '三都澳'} AS given
CALL (given) {
  MATCH (p:Plan)-[:HAS_TASK]->(t:Task)<-[r:RESPONSIBLE_FOR]-(a)
  WHERE p.number = given.plan OR (given.plan IS NULL OR p.uid = given.plan OR p.name = given.plan OR (p.name CONTAINS given.plan AND NOT EXISTS { MATCH (exact:Plan) WHERE exact.name = given.plan }))
  RETURN t.text AS task, a.name AS agency, r.role AS role, t.uid AS task_uid, a.uid AS agency_uid,
         r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
  ORDER BY t.seq, role, agency
}
RETURN `task`, `agency`, `role`, `task_uid`, `agency_uid`, `fact`, `derived`, `confidence`, `documents`
