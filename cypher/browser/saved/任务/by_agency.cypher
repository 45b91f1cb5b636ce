// 某机构牵头、配合、负责的任务
// The tasks that an agency leads, supports or answers for  (tasks.by_agency)
// agency：机构 / agency；如 such as '生态环境局'
// role：牵头、配合或责任 / role；如 such as '牵头'
WITH {agency: '生态环境局', role: null} AS given
CALL (given) {
  MATCH (a:Agency)-[r:RESPONSIBLE_FOR]->(t:Task)
  WHERE (given.agency IS NULL OR a.uid = given.agency OR a.name = given.agency OR (a.name CONTAINS given.agency AND NOT EXISTS { MATCH (exact:Agency) WHERE exact.name = given.agency }))
    AND (given.role IS NULL OR r.role = given.role)
  OPTIONAL MATCH (p:Plan)-[:HAS_TASK]->(t)
  OPTIONAL MATCH (f:Phase)-[:HAS_TASK]->(t)
  RETURN t.text AS task, r.role AS role, p.name AS plan, f.name AS phase, t.due AS due, a.name AS agency,
         t.uid AS task_uid, a.uid AS agency_uid,
         r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
  ORDER BY plan, t.seq, role, agency
}
RETURN `task`, `role`, `plan`, `phase`, `due`, `agency`, `task_uid`, `agency_uid`, `fact`, `derived`, `confidence`, `documents`
