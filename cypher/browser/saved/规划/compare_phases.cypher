// 两个方案的阶段对比
// The phases of two plans side by side  (plans.compare_phases)
// a：方案一 / first plan；如 such as '规划编制工作方案'
// b：方案二 / second plan；如 such as '三都澳'
WITH {a: '规划编制工作方案', b: '三都澳'} AS given
CALL (given) {
  MATCH (x:Plan)-[r:HAS_PHASE]->(f:Phase)
  WHERE x.uid = given.a OR x.name CONTAINS given.a OR x.uid = given.b OR x.name CONTAINS given.b
  WITH f, x.uid = given.a OR x.name CONTAINS given.a AS first, coalesce(f.start, '') + '/' + coalesce(f.end, '') AS span, r.fact AS fact ORDER BY fact
  RETURN f.seq AS seq, min(CASE WHEN first THEN f.name ELSE null END) AS a_phase,
         min(CASE WHEN first THEN span ELSE null END) AS a_span,
         min(CASE WHEN first THEN null ELSE f.name END) AS b_phase,
         min(CASE WHEN first THEN null ELSE span END) AS b_span, collect(DISTINCT fact) AS facts
  ORDER BY seq
}
RETURN `seq`, `a_phase`, `a_span`, `b_phase`, `b_span`, `facts`
