// ---
// zh: 某日处在进行期的任务
// en: "The tasks that run on a day"
// params:
//   on: {type: day, required: true, doc: 日期 / day, example: "2020-06-01"}
// scans: [Phase]
// returns: {plan: str, phase: str, task: str, due: str, task_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (p:Plan)-[:HAS_PHASE]->(f:Phase)-[h:HAS_TASK]->(t:Task)
WHERE f.start_min <= $on AND f.end_max >= $on
RETURN p.name AS plan, f.name AS phase, t.text AS task, t.due AS due, t.uid AS task_uid,
       h.fact AS fact, h.derived AS derived, h.confidence AS confidence, h.documents AS documents
ORDER BY plan, f.seq, t.seq
