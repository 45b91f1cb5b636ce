// ---
// zh: 活动
// en: "Events: meetings, trainings, inspections, drills, campaigns"
// params:
//   q: {type: str, doc: 名称的一部分 / part of the name, example: 生态环境}
//   kind: {type: str, doc: 种类 / kind, example: training, one_of: [meeting, training, inspection, drill, campaign, other]}
//   since: {type: day, doc: 最早日不早于 / first possible day not before, example: "2024-01-01"}
//   until: {type: day, doc: 最晚日不晚于 / last possible day not after, example: "2024-12-31"}
//   region: {type: str, doc: 地点或范围 / where it was held or whom it covers, example: 昆明市}
//   agency: {type: str, doc: 举办或参加的机构 / agency that hosted or attended, example: 云南省生态环境厅}
//   sort: {type: str, default: date, one_of: [date, name, uid], doc: 排序 / order}
// returns: {uid: str, name: str, kind: str, date: str, date_min: str, date_max: str, year_basis: str, mode: str, place: str, series: str, hosts: list, regions: list, key: str}
// ---
MATCH (n:Event)
WHERE ($q IS NULL OR n.name CONTAINS $q)
  AND ($kind IS NULL OR n.kind = $kind)
  AND ($since IS NULL OR n.date_min >= $since)
  AND ($until IS NULL OR n.date_max <= $until)
  AND ($region IS NULL OR EXISTS { MATCH (n)-[:HELD_IN|COVERS]->(r:Region) WHERE r.uid = $region OR r.code = $region OR r.name = $region })
  AND ($agency IS NULL OR EXISTS { MATCH (n)<-[:HOSTED|ATTENDED]-(a:Agency) WHERE a.uid = $agency OR a.name = $agency })
WITH n, CASE $sort WHEN 'name' THEN n.name WHEN 'uid' THEN n.uid ELSE coalesce(n.date, '') END AS key
WHERE $after IS NULL
   OR ($descending AND (key < $after OR (key = $after AND n.uid < $after_uid)))
   OR (NOT $descending AND (key > $after OR (key = $after AND n.uid > $after_uid)))
WITH n, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE n.uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN n.uid ELSE '' END DESC
LIMIT $limit
RETURN n.uid AS uid, n.name AS name, n.kind AS kind, n.date AS date, n.date_min AS date_min, n.date_max AS date_max,
       n.year_basis AS year_basis, n.mode AS mode, n.place AS place, n.series AS series,
       [(n)<-[:HOSTED]-(a:Agency) | a.name] AS hosts, [(n)-[:HELD_IN]->(r:Region) | r.name] AS regions, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN uid ELSE '' END DESC
