// ---
// zh: 某规划的上位、前序、依据文件链
// en: "The chain of plans that a plan rests on"
// params:
//   plan: {type: str, required: true, doc: 规划 / plan, example: 实施方案}
//   hops: {type: int, default: 3, doc: 最多几步（1 至 5）/ at most so many steps (1 to 5), example: 1}
// scans: [Plan]
// returns: {relation: str, plan: str, number: str, of_plan: str, hop: int, plan_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH path = (p:Plan)-[:BASED_ON|SUCCEEDS*1..5]->(b:Plan)
WHERE length(path) <= $hops
  AND (p.number = $plan OR p.uid = $plan OR p.name = $plan OR (p.name CONTAINS $plan AND NOT EXISTS { MATCH (exact:Plan) WHERE exact.name = $plan }))
WITH p, b, length(path) AS hop, nodes(path) AS passed, relationships(path) AS steps
WITH p, b, hop, passed[size(passed) - 2] AS before, steps[size(steps) - 1] AS last
RETURN DISTINCT type(last) AS relation, b.name AS plan, b.number AS number, before.name AS of_plan, hop, b.uid AS plan_uid,
       last.fact AS fact, last.derived AS derived, last.confidence AS confidence, last.documents AS documents
ORDER BY hop, of_plan, relation, plan
