// 某规划的上位、前序、依据文件链
// The chain of plans that a plan rests on  (plans.chain)
// plan：规划 / plan；如 such as '实施方案'
// hops：最多几步（1 至 5）/ at most so many steps (1 to 5)；如 such as 1
WITH {plan: '实施方案', hops: 3} AS given
CALL (given) {
  MATCH path = (p:Plan)-[:BASED_ON|SUCCEEDS*1..5]->(b:Plan)
  WHERE length(path) <= given.hops
    AND (p.number = given.plan OR p.uid = given.plan OR p.name = given.plan OR (p.name CONTAINS given.plan AND NOT EXISTS { MATCH (exact:Plan) WHERE exact.name = given.plan }))
  WITH p, b, length(path) AS hop, nodes(path) AS passed, relationships(path) AS steps
  WITH p, b, hop, passed[size(passed) - 2] AS before, steps[size(steps) - 1] AS last
  RETURN DISTINCT type(last) AS relation, b.name AS plan, b.number AS number, before.name AS of_plan, hop, b.uid AS plan_uid,
         last.fact AS fact, last.derived AS derived, last.confidence AS confidence, last.documents AS documents
  ORDER BY hop, of_plan, relation, plan
}
RETURN `relation`, `plan`, `number`, `of_plan`, `hop`, `plan_uid`, `fact`, `derived`, `confidence`, `documents`
