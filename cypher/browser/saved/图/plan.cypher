// 图：规划、阶段、任务与责任单位
// Picture: plans, phases, tasks and who answers for them
MATCH p = (:Plan)-[:HAS_PHASE]->(:Phase)-[:HAS_TASK]->(t:Task)
OPTIONAL MATCH q = (t)<-[:RESPONSIBLE_FOR]-(:Agency|Group)
RETURN p, q LIMIT 80
