// ---
// zh: 下一阶段的任务
// en: "The tasks of the phase that follows"
// params:
//   plan: {type: str, required: true, doc: 规划 / plan, example: 规划编制工作方案}
//   phase: {type: str, required: true, doc: 阶段 / phase, example: 前期调研}
// scans: [Phase]
// returns: {phase: str, task: str, due: str, phase_uid: str, task_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (p:Plan)-[:HAS_PHASE]->(f:Phase)-[follows:NEXT]->(n:Phase)
WHERE (p.number = $plan OR ($plan IS NULL OR p.uid = $plan OR p.name = $plan OR (p.name CONTAINS $plan AND NOT EXISTS { MATCH (exact:Plan) WHERE exact.name = $plan })))
  AND (f.uid = $phase OR f.name CONTAINS $phase OR toString(f.seq) = $phase)
OPTIONAL MATCH (n)-[has:HAS_TASK]->(t:Task)
RETURN n.name AS phase, t.text AS task, t.due AS due, n.uid AS phase_uid, t.uid AS task_uid,
       coalesce(has.fact, follows.fact) AS fact, coalesce(has.derived, follows.derived) AS derived,
       coalesce(has.confidence, follows.confidence) AS confidence, coalesce(has.documents, follows.documents) AS documents
ORDER BY n.seq, t.seq
