// ---
// zh: 官员
// en: "Officials"
// params:
//   q: {type: str, doc: 姓名的一部分 / part of the name, example: 白}
//   agency: {type: str, doc: 机构的 uid 或名称 / agency by uid or name, example: 吉林省生态环境厅}
//   title: {type: str, doc: 职务 / title of a post, example: 副厅长}
//   sort: {type: str, default: name, one_of: [name, uid], doc: 排序 / order}
// returns: {uid: str, name: str, posts: list, agencies: list, key: str}
// ---
MATCH (n:Official)
WHERE ($q IS NULL OR n.name CONTAINS $q)
  AND ($agency IS NULL OR EXISTS { MATCH (n)-[:HOLDS]->(:Post)-[:IN]->(a:Agency) WHERE a.uid = $agency OR a.name = $agency })
  AND ($title IS NULL OR EXISTS { MATCH (n)-[:HOLDS]->(p:Post) WHERE p.title = $title })
WITH n, CASE $sort WHEN 'uid' THEN n.uid ELSE n.name END AS key
WHERE $after IS NULL
   OR ($descending AND (key < $after OR (key = $after AND n.uid < $after_uid)))
   OR (NOT $descending AND (key > $after OR (key = $after AND n.uid > $after_uid)))
WITH n, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE n.uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN n.uid ELSE '' END DESC
LIMIT $limit
RETURN n.uid AS uid, n.name AS name, [(n)-[:HOLDS]->(p:Post) | p.name] AS posts,
       reduce(seen = [], name IN [(n)-[:HOLDS]->(:Post)-[:IN]->(a:Agency) | a.name] | CASE WHEN name IN seen THEN seen ELSE seen + [name] END) AS agencies, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN uid ELSE '' END DESC
