// ---
// zh: 某机构牵头、配合、负责的任务
// en: "The tasks that an agency leads, supports or answers for"
// params:
//   agency: {type: str, required: true, doc: 机构 / agency, example: 生态环境局}
//   role: {type: str, doc: 牵头、配合或责任 / role, example: 牵头}
// scans: [Task]
// returns: {task: str, role: str, plan: str, phase: str, due: str, agency: str, task_uid: str, agency_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (a:Agency)-[r:RESPONSIBLE_FOR]->(t:Task)
WHERE ($agency IS NULL OR a.uid = $agency OR a.name = $agency OR (a.name CONTAINS $agency AND NOT EXISTS { MATCH (exact:Agency) WHERE exact.name = $agency }))
  AND ($role IS NULL OR r.role = $role)
OPTIONAL MATCH (p:Plan)-[:HAS_TASK]->(t)
OPTIONAL MATCH (f:Phase)-[:HAS_TASK]->(t)
RETURN t.text AS task, r.role AS role, p.name AS plan, f.name AS phase, t.due AS due, a.name AS agency,
       t.uid AS task_uid, a.uid AS agency_uid,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY plan, t.seq, role, agency
