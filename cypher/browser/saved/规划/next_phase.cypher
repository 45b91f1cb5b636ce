// 下一阶段的任务
// The tasks of the phase that follows  (plans.next_phase)
// plan：规划 / plan；如 such as '规划编制工作方案'
// phase：阶段 / phase；如 such as '前期调研'
WITH {plan: '规划编制工作方案', phase: '前期调研'} AS given
CALL (given) {
  MATCH (p:Plan)-[:HAS_PHASE]->(f:Phase)-[follows:NEXT]->(n:Phase)
  WHERE (p.number = given.plan OR (given.plan IS NULL OR p.uid = given.plan OR p.name = given.plan OR (p.name CONTAINS given.plan AND NOT EXISTS { MATCH (exact:Plan) WHERE exact.name = given.plan })))
    AND (f.uid = given.phase OR f.name CONTAINS given.phase OR toString(f.seq) = given.phase)
  OPTIONAL MATCH (n)-[has:HAS_TASK]->(t:Task)
  RETURN n.name AS phase, t.text AS task, t.due AS due, n.uid AS phase_uid, t.uid AS task_uid,
         coalesce(has.fact, follows.fact) AS fact, coalesce(has.derived, follows.derived) AS derived,
         coalesce(has.confidence, follows.confidence) AS confidence, coalesce(has.documents, follows.documents) AS documents
  ORDER BY n.seq, t.seq
}
RETURN `phase`, `task`, `due`, `phase_uid`, `task_uid`, `fact`, `derived`, `confidence`, `documents`
