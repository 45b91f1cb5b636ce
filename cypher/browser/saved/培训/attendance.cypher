// 哪些局参加了哪些培训？
// Which bureaus attended which trainings?  (trainings.attendance)
// training：培训的 uid、名称或其一部分 / uid or name of the training；如 such as '培训班'
// region：行政区划代码或名称 / division by code or name；如 such as '530000'
// direct_only：只列直接写明的 / only what the text names itself
WITH {training: null, region: null, direct_only: false} AS given
CALL (given) {
  MATCH (t:Training)<-[r:ATTENDED|HOSTED|SPOKE_AT]-(a:Agency)
  WHERE (given.training IS NULL OR t.uid = given.training OR t.name = given.training OR (t.name CONTAINS given.training AND NOT EXISTS { MATCH (exact:Training) WHERE exact.name = given.training }))
    AND (NOT given.direct_only OR NOT r.derived)
  OPTIONAL MATCH (a)-[:MEMBER_OF]->(g:Group)-[:ATTENDED]->(t)
  OPTIONAL MATCH (a)-[:SERVES]->(s:Region)
  OPTIONAL MATCH (s)-[above:PART_OF*1..3]->(outer:Region)
  WHERE all(step IN above WHERE step.to IS NULL)
  WITH t, r, a, g, collect(DISTINCT s) + collect(DISTINCT outer) AS divisions
  WHERE given.region IS NULL OR any(d IN divisions WHERE d.code = given.region OR d.name = given.region OR d.uid = given.region)
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
}
RETURN `training`, `date`, `bureau`, `level`, `how`, `mode`, `through_group`, `training_uid`, `bureau_uid`, `fact`, `derived`, `confidence`, `documents`
