// zh: 规划、阶段、任务
// en: Plan, phase, task
// 从方案到它的阶段，再到任务。
// From a plan to its phases, and to their tasks.
MATCH p = (:Plan)-[:HAS_PHASE]->(:Phase)-[:HAS_TASK]->(:Task) RETURN p LIMIT 60
