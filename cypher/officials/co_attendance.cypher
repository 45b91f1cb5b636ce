// ---
// zh: 人员共同出席网络
// en: "The network of officials at the same events"
// params:
//   min_weight: {type: int, default: 1, doc: 至少共同出席几次 / at least so many events}
// scans: [Official]
// returns: {a: str, b: str, weight: int, a_uid: str, b_uid: str}
// ---
MATCH (x:Official)-[:ATTENDED]->(e:Event)<-[:ATTENDED]-(y:Official)
WHERE x.uid < y.uid
WITH x, y, count(DISTINCT e) AS weight
WHERE weight >= $min_weight
RETURN x.name AS a, y.name AS b, weight, x.uid AS a_uid, y.uid AS b_uid
ORDER BY weight DESC, a, b
