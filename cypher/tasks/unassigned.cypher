// ---
// zh: 没有责任单位的任务
// en: "Tasks that nobody answers for"
// params:
//   plan: {type: str, doc: 规划 / plan, example: 规划编制工作方案}
// scans: [Plan]
// returns: {plan: str, task: str, plan_uid: str, task_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (p:Plan)-[h:HAS_TASK]->(t:Task)
WHERE NOT (t)<-[:RESPONSIBLE_FOR]-() AND ($plan IS NULL OR p.uid = $plan OR p.name = $plan OR (p.name CONTAINS $plan AND NOT EXISTS { MATCH (exact:Plan) WHERE exact.name = $plan }))
RETURN p.name AS plan, t.text AS task, p.uid AS plan_uid, t.uid AS task_uid,
       h.fact AS fact, h.derived AS derived, h.confidence AS confidence, h.documents AS documents
ORDER BY plan, t.seq
