// ---
// zh: 某日有效的规划与文件，自何时起、至何时止、被何文件接续或废止
// en: "Plans in force on a day: since when, until when, and by what they are replaced or repealed"
// params:
//   on: {type: str, required: true, doc: 日期 / day, example: "2024-06-30"}
//   region: {type: str, doc: 范围 / division that it covers, example: 桂林市}
//   q: {type: str, doc: 名称的一部分 / part of the name, example: 方案}
// scans: [Plan]
// returns: {plan: str, kind: str, number: str, since: str, since_basis: str, until: str, issuers: list, replaced_by: list, plan_uid: str, facts: list}
// ---
// What says nothing of its end is in force; a plan for some years is over with the last of them.
MATCH (p:Plan)
WHERE p.since_min <= $on
  AND (p.until_max IS NULL OR p.until_max >= $on)
  AND (p.period_end IS NULL OR p.period_end >= toInteger(substring($on, 0, 4)))
  AND ($q IS NULL OR p.name CONTAINS $q)
  AND ($region IS NULL OR EXISTS { MATCH (p)-[:COVERS]->(r:Region) WHERE r.uid = $region OR r.code = $region OR r.name = $region })
OPTIONAL MATCH (a:Agency)-[i:ISSUED]->(p)
WITH p, a, i ORDER BY a.name
WITH p, collect(DISTINCT a.name) AS issuers, collect(DISTINCT i.fact) AS issued
OPTIONAL MATCH (b:Plan)-[s:SUCCEEDS]->(p)
WITH p, issuers, issued, b, s ORDER BY b.name
WITH p, issuers, issued, collect(DISTINCT b.name) AS replaced_by, collect(DISTINCT s.fact) AS replaced
RETURN p.name AS plan, p.kind AS kind, p.number AS number, p.since AS since, p.since_basis AS since_basis, p.until AS until,
       issuers, replaced_by, p.uid AS plan_uid, issued + replaced AS facts
ORDER BY since, plan, plan_uid
