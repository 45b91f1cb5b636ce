// 某机构的前身与更名
// The former names of an agency  (agencies.former_names)
// agency：机构 / agency；如 such as '环境保护局'
WITH {agency: null} AS given
CALL (given) {
  MATCH (a:Agency)-[r:SUCCEEDED_BY]->(b:Agency)
  WHERE given.agency IS NULL OR a.uid = given.agency OR b.uid = given.agency OR a.name CONTAINS given.agency OR b.name CONTAINS given.agency
  RETURN a.name AS former, b.name AS current, r.date AS date, r.kind AS kind, a.uid AS former_uid, b.uid AS current_uid,
         r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
  ORDER BY former, current, fact
}
RETURN `former`, `current`, `date`, `kind`, `former_uid`, `current_uid`, `fact`, `derived`, `confidence`, `documents`
