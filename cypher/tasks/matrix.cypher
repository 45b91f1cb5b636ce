// ---
// zh: 任务与单位的责任矩阵
// en: "Who bears which task of a plan"
// params:
//   plan: {type: str, required: true, doc: 规划 / plan, example: 三都澳}
// scans: [Plan]
// returns: {task: str, agency: str, role: str, task_uid: str, agency_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (p:Plan)-[:HAS_TASK]->(t:Task)<-[r:RESPONSIBLE_FOR]-(a)
WHERE p.number = $plan OR ($plan IS NULL OR p.uid = $plan OR p.name = $plan OR (p.name CONTAINS $plan AND NOT EXISTS { MATCH (exact:Plan) WHERE exact.name = $plan }))
RETURN t.text AS task, a.name AS agency, r.role AS role, t.uid AS task_uid, a.uid AS agency_uid,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY t.seq, role, agency
