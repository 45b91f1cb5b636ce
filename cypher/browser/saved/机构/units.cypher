// 某机构的内设与下属单位
// The units of an agency  (agencies.units)
// agency：机构 / agency；如 such as '生态环境厅'
WITH {agency: '生态环境厅'} AS given
CALL (given) {
  MATCH (u:Agency)-[r:UNIT_OF]->(a:Agency)
  WHERE (given.agency IS NULL OR a.uid = given.agency OR a.name = given.agency OR (a.name CONTAINS given.agency AND NOT EXISTS { MATCH (exact:Agency) WHERE exact.name = given.agency }))
  RETURN a.name AS agency, u.name AS unit, r.kind AS kind, a.uid AS agency_uid, u.uid AS unit_uid,
         r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
  ORDER BY agency, unit, fact
}
RETURN `agency`, `unit`, `kind`, `agency_uid`, `unit_uid`, `fact`, `derived`, `confidence`, `documents`
