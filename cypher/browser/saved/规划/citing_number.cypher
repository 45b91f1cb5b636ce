// 某文号影响了哪些方案与任务？
// Which plans and tasks follow from a document number?  (plans.citing_number)
// number：文号 / document number；如 such as '赣市府办字〔2019〕40号'
WITH {number: '赣市府办字〔2019〕40号'} AS given
CALL (given) {
  MATCH (b:Plan {number: given.number})
  OPTIONAL MATCH (p:Plan)-[r:BASED_ON]->(b)
  WITH b, r, coalesce(p, b) AS plan
  OPTIONAL MATCH (plan)-[:HAS_PHASE]->(f:Phase)
  WITH b, r, plan, count(DISTINCT f) AS phases
  OPTIONAL MATCH (plan)-[:HAS_TASK]->(t:Task)
  RETURN plan.name AS plan, phases, count(DISTINCT t) AS tasks, b.name AS cited, plan.uid AS plan_uid,
         r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
  ORDER BY plan
}
RETURN `plan`, `phases`, `tasks`, `cited`, `plan_uid`, `fact`, `derived`, `confidence`, `documents`
