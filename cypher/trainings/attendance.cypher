// ---
// zh: 哪些局参加了哪些培训？
// en: "Which bureaus attended which trainings?"
// params:
//   training: {type: str, doc: 培训的 uid、名称或其一部分 / uid or name of the training, example: 培训班}
//   region: {type: str, doc: 行政区划代码或名称 / division by code or name, example: "530000"}
//   direct_only: {type: bool, default: false, doc: 只列直接写明的 / only what the text names itself}
// scans: [Training]
// returns: {training: str, date: str, bureau: str, level: str, how: str, mode: str, through_group: str, training_uid: str, bureau_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (t:Training)<-[r:ATTENDED|HOSTED|SPOKE_AT]-(a:Agency)
WHERE ($training IS NULL OR t.uid = $training OR t.name = $training OR (t.name CONTAINS $training AND NOT EXISTS { MATCH (exact:Training) WHERE exact.name = $training }))
  AND (NOT $direct_only OR NOT r.derived)
OPTIONAL MATCH (a)-[:MEMBER_OF]->(g:Group)-[:ATTENDED]->(t)
OPTIONAL MATCH (a)-[:SERVES]->(s:Region)
OPTIONAL MATCH (s)-[above:PART_OF*1..3]->(outer:Region)
WHERE all(step IN above WHERE step.to IS NULL)
WITH t, r, a, g, collect(DISTINCT s) + collect(DISTINCT outer) AS divisions
WHERE $region IS NULL OR any(d IN divisions WHERE d.code = $region OR d.name = $region OR d.uid = $region)
WITH t, r, a, CASE WHEN r.derived THEN g.name ELSE null END AS through_group,
     CASE type(r) WHEN 'HOSTED' THEN 'hosted' WHEN 'SPOKE_AT' THEN 'spoke' ELSE 'attended' END AS how
ORDER BY r.derived, r.confidence DESC, r.fact
WITH t, a, how, min(r.mode) AS mode, min(through_group) AS through_group,
     head(collect(r.fact)) AS fact, head(collect(r.derived)) AS derived,
     head(collect(r.confidence)) AS confidence, head(collect(r.documents)) AS documents
RETURN t.name AS training, t.date AS date, a.name AS bureau, a.level AS level, how, mode,
       CASE WHEN derived THEN through_group ELSE null END AS through_group,
       t.uid AS training_uid, a.uid AS bureau_uid, fact, derived, confidence, documents
ORDER BY training, derived, CASE a.level WHEN 'county' THEN 1 ELSE 0 END, how, bureau
