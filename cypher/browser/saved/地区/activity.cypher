// 某地有哪些活动、规划、任务？
// The events, plans and tasks of a division  (regions.activity)
// region：代码或名称 / code or name；如 such as '云南省'
WITH {region: '云南省'} AS given
CALL (given) {
  MATCH (r:Region)
  WHERE r.code = given.region OR r.name = given.region OR r.uid = given.region
  MATCH (r)<-[:SERVES]-(:Agency)-[did:HOSTED|ISSUED|RESPONSIBLE_FOR]->(x)
  WITH x, did ORDER BY did.fact
  WITH x, collect(DISTINCT did.fact) AS facts
  RETURN CASE WHEN x:Event THEN 'event' WHEN x:Plan THEN 'plan' ELSE 'task' END AS kind, x.name AS name,
         coalesce(x.date, x.period, x.due) AS date, x.uid AS uid, facts
  ORDER BY kind, date, name, uid
}
RETURN `kind`, `name`, `date`, `uid`, `facts`
