// ---
// zh: 某规划的上位、前序、依据文件链
// en: "The chain of plans that a plan rests on"
// params:
//   plan: {type: str, required: true, doc: 规划 / plan, example: 实施方案}
// returns: {relation: str, plan: str, number: str, of_plan: str, plan_uid: str}
// ---
MATCH (p:Plan)-[r:BASED_ON|SUCCEEDS]->(b:Plan)
WHERE p.number = $plan OR ($plan IS NULL OR p.uid = $plan OR p.name = $plan OR (p.name CONTAINS $plan AND NOT EXISTS { MATCH (exact:Plan) WHERE exact.name = $plan }))
RETURN type(r) AS relation, b.name AS plan, b.number AS number, p.name AS of_plan, b.uid AS plan_uid
ORDER BY of_plan, relation, plan
