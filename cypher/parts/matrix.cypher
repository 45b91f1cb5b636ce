// ---
// zh: 某规划的任务与单位的责任矩阵
// en: "Who bears which task of a plan"
// params:
//   uid: {type: str, required: true, doc: 规划的 uid / uid of the plan}
//   members: {type: bool, default: false, doc: 以成员单位代替群体，标为推导 / members in place of a collective; marked as derived}
// returns: {task: str, task_uid: str, agency: str, agency_uid: str, role: str, through_group: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (p:Plan {uid: $uid})-[:HAS_TASK]->(t:Task)<-[r:RESPONSIBLE_FOR]-(a)
OPTIONAL MATCH (m:Agency)-[:MEMBER_OF]->(a:Group) WHERE $members
RETURN t.text AS task, t.uid AS task_uid, coalesce(m.name, a.name) AS agency, coalesce(m.uid, a.uid) AS agency_uid, r.role AS role,
       CASE WHEN m IS NULL THEN null ELSE a.name END AS through_group, r.fact AS fact, (r.derived OR m IS NOT NULL) AS derived,
       r.confidence AS confidence, r.documents AS documents
ORDER BY t.seq, task_uid, role, agency, fact
