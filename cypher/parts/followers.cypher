// ---
// zh: 依据或接续某规划的文件
// en: "What rests on a plan or follows it"
// params:
//   uid: {type: str, required: true, doc: 规划的 uid / uid of the plan}
// returns: {relation: str, kind: str, plan: str, plan_uid: str, number: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (p:Plan {uid: $uid})<-[r:BASED_ON|SUCCEEDS]-(a:Plan)
RETURN type(r) AS relation, r.kind AS kind, a.name AS plan, a.uid AS plan_uid, a.number AS number, r.fact AS fact, r.derived AS derived,
       r.confidence AS confidence, r.documents AS documents
ORDER BY relation, plan, plan_uid
