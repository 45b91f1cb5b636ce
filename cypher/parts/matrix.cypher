// ---
// zh: 某规划的任务与单位的责任矩阵
// en: "Who bears which task of a plan"
// params:
//   uid: {type: str, required: true, doc: 规划的 uid / uid of the plan}
// returns: {task: str, task_uid: str, agency: str, agency_uid: str, role: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (p:Plan {uid: $uid})-[:HAS_TASK]->(t:Task)<-[r:RESPONSIBLE_FOR]-(a)
RETURN t.text AS task, t.uid AS task_uid, a.name AS agency, a.uid AS agency_uid, r.role AS role,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY t.seq, task_uid, role, agency, fact
