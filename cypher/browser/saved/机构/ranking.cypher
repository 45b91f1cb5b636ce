// 机构在网络中的地位
// The place of agencies in the network of common events (degree, PageRank, betweenness)  (agencies.ranking)
// measure：指标：degree、pagerank 或 betweenness / measure: degree, pagerank or betweenness
// limit：行数 / rows
// 命令行与接口在此之上另行计算 / the command line and the API work on these rows: ranking
MATCH (a:Agency)-[r:ATTENDED|HOSTED]->(e:Event)
WHERE NOT r.derived
RETURN DISTINCT e.uid AS event, a.name AS agency, a.uid AS agency_uid
ORDER BY event, agency_uid
