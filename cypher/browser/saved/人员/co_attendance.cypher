// 人员共同出席网络
// The network of officials at the same events  (officials.co_attendance)
// min_weight：至少共同出席几次 / at least so many events
WITH {min_weight: 1} AS given
CALL (given) {
  MATCH (x:Official)-[:ATTENDED]->(e:Event)<-[:ATTENDED]-(y:Official)
  WHERE x.uid < y.uid
  WITH x, y, count(DISTINCT e) AS weight
  WHERE weight >= given.min_weight
  RETURN x.name AS a, y.name AS b, weight, x.uid AS a_uid, y.uid AS b_uid
  ORDER BY weight DESC, a, b
}
RETURN `a`, `b`, `weight`, `a_uid`, `b_uid`
