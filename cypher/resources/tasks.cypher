// ---
// zh: 任务
// en: "Tasks"
// params:
//   q: {type: str, doc: 任务原文的一部分 / part of the task, example: 规划}
//   plan: {type: str, doc: "规划的 uid、文号或名称 / plan by uid, number or name", example: 规划编制工作方案}
//   phase: {type: str, doc: 阶段的 uid / uid of the phase}
//   agency: {type: str, doc: 负责的机构 / agency that answers for it, example: 赣州市生态环境局}
//   role: {type: str, doc: 角色 / role of the agency, example: 牵头, one_of: [牵头, 配合, 责任]}
//   overdue_on: {type: day, doc: 到该日已过期限 / deadline passed on this day, example: "2021-01-01"}
//   unassigned: {type: bool, doc: 没有责任单位 / nobody answers for it}
//   sort: {type: str, default: due, one_of: [due, text, uid], doc: 排序 / order}
// returns: {uid: str, text: str, section: str, due: str, due_max: str, due_basis: str, plan: str, plan_uid: str, phase: str, phase_uid: str, responsible: list, key: str}
// ---
MATCH (n:Task)
WHERE ($q IS NULL OR n.text CONTAINS $q)
  AND ($plan IS NULL OR EXISTS { MATCH (n)<-[:HAS_TASK]-(p:Plan) WHERE p.uid = $plan OR p.number = $plan OR p.name CONTAINS $plan })
  AND ($phase IS NULL OR EXISTS { MATCH (n)<-[:HAS_TASK]-(f:Phase) WHERE f.uid = $phase })
  AND (($agency IS NULL AND $role IS NULL) OR EXISTS { MATCH (n)<-[w:RESPONSIBLE_FOR]-(a) WHERE ($agency IS NULL OR a.uid = $agency OR a.name = $agency) AND ($role IS NULL OR w.role = $role) })
  AND ($overdue_on IS NULL OR n.due_max < $overdue_on)
  AND ($unassigned IS NULL OR $unassigned <> EXISTS { MATCH (n)<-[:RESPONSIBLE_FOR]-() })
WITH n, CASE $sort WHEN 'text' THEN n.text WHEN 'uid' THEN n.uid ELSE coalesce(n.due_max, '9999') END AS key
WHERE $after IS NULL
   OR ($descending AND (key < $after OR (key = $after AND n.uid < $after_uid)))
   OR (NOT $descending AND (key > $after OR (key = $after AND n.uid > $after_uid)))
WITH n, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE n.uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN n.uid ELSE '' END DESC
LIMIT $limit
RETURN n.uid AS uid, n.text AS text, n.section AS section, n.due AS due, n.due_max AS due_max,
       n.due_basis AS due_basis, head([(n)<-[:HAS_TASK]-(p:Plan) | p.name]) AS plan,
       head([(n)<-[:HAS_TASK]-(p:Plan) | p.uid]) AS plan_uid, head([(n)<-[:HAS_TASK]-(f:Phase) | f.name]) AS phase,
       head([(n)<-[:HAS_TASK]-(f:Phase) | f.uid]) AS phase_uid,
       [(n)<-[w:RESPONSIBLE_FOR]-(a) | a.name + '（' + w.role + '）'] AS responsible, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN uid ELSE '' END DESC
