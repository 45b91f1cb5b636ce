// Questions whose answers are nodes, for the saved queries in 图.

// name: basis
// zh: 图：规划的依据与接续
// en: Picture: what plans rest on
MATCH p = (:Plan)-[:BASED_ON|SUCCEEDS]->(:Plan) RETURN p LIMIT 60

// name: directives
// zh: 图：会议、讲话人与要求
// en: Picture: events, speakers and demands
MATCH p = (:Official|Agency|Event)-[:GAVE]->(:Directive)-[:AT]->(:Event) RETURN p LIMIT 60

// name: evidence
// zh: 图：一篇文档说了什么
// en: Picture: what one document states
MATCH (d:Document) WITH d ORDER BY d.file LIMIT 1
MATCH p = (d)<-[:FROM]-(:Statement)-[:SUPPORTS]->() RETURN p LIMIT 60

// name: leading_group
// zh: 图：领导小组与成员
// en: Picture: leading groups and their members
MATCH p = (:LeadingGroup)<-[:MEMBER_OF|FOUNDED|UNIT_OF]-() RETURN p LIMIT 80

// name: plan
// zh: 图：规划、阶段、任务与责任单位
// en: Picture: plans, phases, tasks and who answers for them
MATCH p = (:Plan)-[:HAS_PHASE]->(:Phase)-[:HAS_TASK]->(t:Task)
OPTIONAL MATCH q = (t)<-[:RESPONSIBLE_FOR]-(:Agency|Group)
RETURN p, q LIMIT 80

// name: posts
// zh: 图：人员、职务与机构
// en: Picture: officials, posts and agencies
MATCH p = (:Official)-[:HOLDS]->(:Post)-[:IN]->(:Agency) RETURN p LIMIT 60

// name: training
// zh: 图：培训与参加的机构
// en: Picture: trainings and who attended
MATCH p = (:Training)<-[:HOSTED|ATTENDED|SPOKE_AT]-(:Agency|Group) RETURN p LIMIT 60
