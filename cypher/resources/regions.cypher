// ---
// zh: 行政区划
// en: "Administrative divisions"
// params:
//   q: {type: str, doc: 名称的一部分 / part of the name, example: 昆明}
//   code: {type: str, doc: 代码 / code of GB/T 2260, example: "530100"}
//   level: {type: str, doc: 级别 / level, example: prefecture, one_of: [country, province, prefecture, county, township, area]}
//   within: {type: str, doc: 所在的上级区划 / the division right above it, example: "530000"}
//   sort: {type: str, default: name, one_of: [name, code, uid], doc: 排序 / order}
// returns: {uid: str, name: str, code: str, level: str, former_codes: list, valid_to: str, parent: str, parent_uid: str, key: str}
// ---
MATCH (n:Region)
WHERE ($q IS NULL OR n.name CONTAINS $q)
  AND ($code IS NULL OR n.code = $code)
  AND ($level IS NULL OR n.level = $level)
  AND ($within IS NULL OR EXISTS { MATCH (n)-[:PART_OF]->(r:Region) WHERE r.uid = $within OR r.code = $within OR r.name = $within })
WITH n, CASE $sort WHEN 'code' THEN coalesce(n.code, '') WHEN 'uid' THEN n.uid ELSE n.name END AS key
WHERE $after IS NULL
   OR ($descending AND (key < $after OR (key = $after AND n.uid < $after_uid)))
   OR (NOT $descending AND (key > $after OR (key = $after AND n.uid > $after_uid)))
WITH n, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE n.uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN n.uid ELSE '' END DESC
LIMIT $limit
RETURN n.uid AS uid, n.name AS name, n.code AS code, n.level AS level, n.former_codes AS former_codes,
       n.valid_to AS valid_to, head([(n)-[step:PART_OF]->(r:Region) WHERE step.to IS NULL | r.name]) AS parent,
       head([(n)-[step:PART_OF]->(r:Region) WHERE step.to IS NULL | r.uid]) AS parent_uid, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN uid ELSE '' END DESC
