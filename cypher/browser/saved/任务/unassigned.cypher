// 没有责任单位的任务
// Tasks that nobody answers for  (tasks.unassigned)
// plan：规划 / plan；如 such as '规划编制工作方案'
WITH {plan: null} AS given
CALL (given) {
  MATCH (p:Plan)-[h:HAS_TASK]->(t:Task)
  WHERE NOT (t)<-[:RESPONSIBLE_FOR]-() AND (given.plan IS NULL OR p.uid = given.plan OR p.name = given.plan OR (p.name CONTAINS given.plan AND NOT EXISTS { MATCH (exact:Plan) WHERE exact.name = given.plan }))
  RETURN p.name AS plan, t.text AS task, p.uid AS plan_uid, t.uid AS task_uid,
         h.fact AS fact, h.derived AS derived, h.confidence AS confidence, h.documents AS documents
  ORDER BY plan, t.seq
}
RETURN `plan`, `task`, `plan_uid`, `task_uid`, `fact`, `derived`, `confidence`, `documents`
