// 某日处在进行期的任务
// The tasks that run on a day  (tasks.running_on)
// on：日期 / day；如 such as '2020-06-01'
WITH {on: '2020-06-01'} AS given
CALL (given) {
  MATCH (p:Plan)-[:HAS_PHASE]->(f:Phase)-[h:HAS_TASK]->(t:Task)
  WHERE f.start_min <= given.on AND f.end_max >= given.on
  RETURN p.name AS plan, f.name AS phase, t.text AS task, t.due AS due, t.uid AS task_uid,
         h.fact AS fact, h.derived AS derived, h.confidence AS confidence, h.documents AS documents
  ORDER BY plan, f.seq, t.seq
}
RETURN `plan`, `phase`, `task`, `due`, `task_uid`, `fact`, `derived`, `confidence`, `documents`
