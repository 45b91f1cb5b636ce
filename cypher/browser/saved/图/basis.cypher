// 图：规划的依据与接续
// Picture: what plans rest on
MATCH p = (:Plan)-[:BASED_ON|SUCCEEDS]->(:Plan) RETURN p LIMIT 60
