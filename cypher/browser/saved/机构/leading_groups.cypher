// 领导小组有哪些、由谁成立、下设什么、成员是谁？
// Which leading groups are there, who founded them, what units and members have they?  (agencies.leading_groups)
// region：行政区划代码或名称 / division by code or name；如 such as '赣州市'
WITH {region: null} AS given
CALL (given) {
  MATCH (g:LeadingGroup)
  WHERE NOT g.name ENDS WITH '办公室'
  OPTIONAL MATCH (g)-[:SERVES]->(r:Region)
  WITH g, collect(r) AS divisions
  WHERE given.region IS NULL OR any(d IN divisions WHERE d.code = given.region OR d.name = given.region OR d.uid = given.region)
  OPTIONAL MATCH (f:Agency)-[:FOUNDED]->(g)
  WITH g, collect(DISTINCT f.name) AS founder
  OPTIONAL MATCH (u:Agency)-[:UNIT_OF]->(g)
  WITH g, founder, collect(DISTINCT u.name) AS units
  OPTIONAL MATCH (m)-[:MEMBER_OF]->(g)
  WITH g, founder, units, m ORDER BY m.name
  RETURN g.name AS group, founder, units, collect(DISTINCT m.name) AS members, g.uid AS group_uid
  ORDER BY group
}
RETURN `group`, `founder`, `units`, `members`, `group_uid`
