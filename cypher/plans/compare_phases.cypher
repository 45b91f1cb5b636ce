// ---
// zh: 两个方案的阶段对比
// en: "The phases of two plans side by side"
// params:
//   a: {type: str, required: true, doc: 方案一 / first plan, example: 规划编制工作方案}
//   b: {type: str, required: true, doc: 方案二 / second plan, example: 三都澳}
// scans: [Plan]
// returns: {seq: int, a_phase: str, a_span: str, b_phase: str, b_span: str, facts: list}
// ---
MATCH (x:Plan)-[r:HAS_PHASE]->(f:Phase)
WHERE x.uid = $a OR x.name CONTAINS $a OR x.uid = $b OR x.name CONTAINS $b
WITH f, x.uid = $a OR x.name CONTAINS $a AS first, coalesce(f.start, '') + '/' + coalesce(f.end, '') AS span, r.fact AS fact ORDER BY fact
RETURN f.seq AS seq, min(CASE WHEN first THEN f.name ELSE null END) AS a_phase,
       min(CASE WHEN first THEN span ELSE null END) AS a_span,
       min(CASE WHEN first THEN null ELSE f.name END) AS b_phase,
       min(CASE WHEN first THEN null ELSE span END) AS b_span, collect(DISTINCT fact) AS facts
ORDER BY seq
