// 机构共同参会网络
// The network of agencies that took part in the same events  (agencies.co_participation)
// min_weight：至少共同参加几次 / at least so many events
// include_derived：是否含群体成员 / include members of collectives
WITH {min_weight: 1, include_derived: false} AS given
CALL (given) {
  MATCH (x:Agency)-[p:ATTENDED|HOSTED]->(e:Event)<-[q:ATTENDED|HOSTED]-(y:Agency)
  WHERE x.uid < y.uid AND (given.include_derived OR (NOT p.derived AND NOT q.derived))
  WITH x, y, count(DISTINCT e) AS weight
  WHERE weight >= given.min_weight
  RETURN x.name AS a, y.name AS b, weight, x.uid AS a_uid, y.uid AS b_uid
  ORDER BY weight DESC, a, b
}
RETURN `a`, `b`, `weight`, `a_uid`, `b_uid`
