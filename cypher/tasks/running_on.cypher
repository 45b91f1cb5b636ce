// ---
// zh: 某日处在进行期的任务
// en: "The tasks that run on a day"
// params:
//   on: {type: day, required: true, doc: 日期 / day, example: "2020-06-01"}
// returns: {plan: str, phase: str, task: str, due: str, task_uid: str}
// ---
MATCH (p:Plan)-[:HAS_PHASE]->(f:Phase)-[:HAS_TASK]->(t:Task)
WHERE f.start_min <= $on AND f.end_max >= $on
RETURN p.name AS plan, f.name AS phase, t.text AS task, t.due AS due, t.uid AS task_uid
ORDER BY plan, f.seq, t.seq
