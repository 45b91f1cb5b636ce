// ---
// zh: 某文号影响了哪些方案与任务？
// en: "Which plans and tasks follow from a document number?"
// params:
//   number: {type: str, required: true, doc: 文号 / document number, example: 赣市府办字〔2019〕40号}
// scans: [Plan]
// returns: {plan: str, phases: int, tasks: int, cited: str, plan_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (b:Plan {number: $number})
OPTIONAL MATCH (p:Plan)-[r:BASED_ON]->(b)
WITH b, r, coalesce(p, b) AS plan
OPTIONAL MATCH (plan)-[:HAS_PHASE]->(f:Phase)
WITH b, r, plan, count(DISTINCT f) AS phases
OPTIONAL MATCH (plan)-[:HAS_TASK]->(t:Task)
RETURN plan.name AS plan, phases, count(DISTINCT t) AS tasks, b.name AS cited, plan.uid AS plan_uid,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY plan
