// ---
// zh: 某地某系统有哪些机构（含分局、派出机构）？
// en: "The bodies of one function in a division, branches included"
// params:
//   function: {type: str, required: true, doc: "职能代码或名称中的词 / code of the function, or words in the names", example: 生态环境}
//   region: {type: str, doc: "行政区划（含其下辖） / division, with all below it", example: 昆明市}
//   on: {type: day, doc: "日期：不列此前已更名、此后才成立者 / day, without those renamed before it or founded after it", example: "2024-01-01"}
//   limit: {type: int, default: 500, doc: 行数 / rows}
// scans: [Agency]
// returns: {agency: str, level: str, region: str, branch_of: str, agency_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (a:Agency)
WHERE (a.function = $function OR a.name CONTAINS $function)
  AND ($on IS NULL OR NOT EXISTS { MATCH (a)-[ended:SUCCEEDED_BY]->(:Agency) WHERE ended.date <= $on })
  AND ($on IS NULL OR NOT EXISTS { MATCH (:Agency)-[began:SUCCEEDED_BY]->(a) WHERE began.date > $on })
OPTIONAL MATCH (a)-[s:SERVES]->(r:Region)
WITH a, s, r
WHERE $region IS NULL
   OR EXISTS { MATCH (r)-[:PART_OF*0..5]->(top:Region) WHERE top.name = $region OR top.code = $region OR top.uid = $region }
OPTIONAL MATCH (a)-[:UNIT_OF]->(b:Agency)
WITH a, s, r, b ORDER BY b.name
WITH a, s, r, collect(DISTINCT b.name) AS above,
     CASE a.level WHEN 'ministry' THEN 0 WHEN 'province' THEN 1 WHEN 'prefecture' THEN 2 WHEN 'county' THEN 3 ELSE 4 END AS rank
RETURN a.name AS agency, a.level AS level, r.name AS region, head(above) AS branch_of, a.uid AS agency_uid,
       s.fact AS fact, s.derived AS derived, s.confidence AS confidence, s.documents AS documents
ORDER BY rank, r.code, agency, agency_uid
LIMIT $limit
