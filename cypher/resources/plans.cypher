// ---
// zh: 规划与文件
// en: "Plans, programmes, opinions and notices"
// params:
//   q: {type: str, doc: 名称的一部分 / part of the name, example: 生态环境}
//   kind: {type: str, doc: 文种 / kind of document, example: 方案}
//   number: {type: str, doc: 文号 / document number, example: 赣市府办字〔2019〕40号}
//   region: {type: str, doc: 范围 / division that it covers, example: 赣州市}
//   agency: {type: str, doc: 印发机构 / agency that issued it, example: 赣州市生态环境局}
//   sort: {type: str, default: name, one_of: [name, number, uid], doc: 排序 / order}
// returns: {uid: str, name: str, kind: str, number: str, period: str, period_start: int, period_end: int, status: str, issuers: list, regions: list, phases: int, tasks: int, key: str}
// ---
MATCH (n:Plan)
WHERE ($q IS NULL OR n.name CONTAINS $q)
  AND ($kind IS NULL OR n.kind = $kind)
  AND ($number IS NULL OR n.number = $number)
  AND ($region IS NULL OR EXISTS { MATCH (n)-[:COVERS]->(r:Region) WHERE r.uid = $region OR r.code = $region OR r.name = $region })
  AND ($agency IS NULL OR EXISTS { MATCH (n)<-[:ISSUED]-(a:Agency) WHERE a.uid = $agency OR a.name = $agency })
WITH n, CASE $sort WHEN 'number' THEN coalesce(n.number, '') WHEN 'uid' THEN n.uid ELSE n.name END AS key
WHERE $after IS NULL
   OR ($descending AND (key < $after OR (key = $after AND n.uid < $after_uid)))
   OR (NOT $descending AND (key > $after OR (key = $after AND n.uid > $after_uid)))
WITH n, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE n.uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN n.uid ELSE '' END DESC
LIMIT $limit
RETURN n.uid AS uid, n.name AS name, n.kind AS kind, n.number AS number, n.period AS period,
       n.period_start AS period_start, n.period_end AS period_end, n.status AS status,
       [(n)<-[:ISSUED]-(a:Agency) | a.name] AS issuers, [(n)-[:COVERS]->(r:Region) | r.name] AS regions,
       size([(n)-[:HAS_PHASE]->(f:Phase) | f.uid]) AS phases, size([(n)-[:HAS_TASK]->(t:Task) | t.uid]) AS tasks, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN uid ELSE '' END DESC
