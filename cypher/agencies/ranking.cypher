// ---
// zh: 机构在网络中的地位
// en: "The place of agencies in the network of common events (degree, PageRank, betweenness)"
// params:
//   measure: {type: str, default: degree, doc: "指标：degree、pagerank 或 betweenness / measure: degree, pagerank or betweenness"}
//   limit: {type: int, default: 20, doc: 行数 / rows}
// post: ranking
// scans: [Event]
// returns: {agency: str, score: float, agency_uid: str}
// ---
MATCH (a:Agency)-[r:ATTENDED|HOSTED]->(e:Event)
WHERE NOT r.derived
RETURN DISTINCT e.uid AS event, a.name AS agency, a.uid AS agency_uid
ORDER BY event, agency_uid
