// ---
// zh: 机构
// en: "Agencies"
// params:
//   q: {type: str, doc: 名称的一部分 / part of the name, example: 生态环境}
//   region: {type: str, doc: "行政区划的 uid、代码或名称 / division by uid, code or name", example: "530000"}
//   level: {type: str, doc: 级别 / level, example: prefecture, one_of: [ministry, province, prefecture, county, township, area]}
//   function: {type: str, doc: 机构种类 / kind of agency, example: ecology}
//   kind: {type: str, doc: 子类 / sub-label, example: LeadingGroup, one_of: [LeadingGroup, WorkingGroup, PartyOrgan, Congress, Institute, Enterprise]}
//   sort: {type: str, default: name, one_of: [name, level, uid, rank], doc: 排序 / order}
// returns: {uid: str, name: str, kind: str, level: str, function: str, aliases: list, region: str, region_uid: str, key: str}
// ---
MATCH (n:Agency)
WHERE ($q IS NULL OR n.name CONTAINS $q)
  AND ($level IS NULL OR n.level = $level)
  AND ($function IS NULL OR n.function = $function)
  AND ($kind IS NULL OR $kind IN labels(n))
  AND ($region IS NULL OR EXISTS { MATCH (n)-[:SERVES]->(r:Region) WHERE r.uid = $region OR r.code = $region OR r.name = $region })
WITH n, CASE $sort WHEN 'level' THEN coalesce(n.level, '') WHEN 'uid' THEN n.uid
                   WHEN 'rank' THEN CASE n.level WHEN 'ministry' THEN '0' WHEN 'province' THEN '1' WHEN 'prefecture' THEN '2' WHEN 'area' THEN '3'
                                                 WHEN 'county' THEN '4' WHEN 'township' THEN '5' ELSE '6' END
                                    + coalesce(head([(n)-[:SERVES]->(r:Region) | r.code]), '~') + n.name
                   ELSE n.name END AS key
WHERE $after IS NULL
   OR ($descending AND (key < $after OR (key = $after AND n.uid < $after_uid)))
   OR (NOT $descending AND (key > $after OR (key = $after AND n.uid > $after_uid)))
WITH n, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE n.uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN n.uid ELSE '' END DESC
LIMIT $limit
RETURN n.uid AS uid, n.name AS name, head([each IN labels(n) WHERE each <> 'Agency']) AS kind, n.level AS level,
       n.function AS function, n.aliases AS aliases, head([(n)-[:SERVES]->(r:Region) | r.name]) AS region,
       head([(n)-[:SERVES]->(r:Region) | r.uid]) AS region_uid, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN uid ELSE '' END DESC
