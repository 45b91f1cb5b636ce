// ---
// zh: 某地有哪些活动、规划、任务？
// en: "The events, plans and tasks of a division"
// params:
//   region: {type: str, required: true, doc: 代码或名称 / code or name, example: 云南省}
// scans: [Agency]
// returns: {kind: str, name: str, date: str, uid: str, facts: list}
// ---
MATCH (r:Region)
WHERE r.code = $region OR r.name = $region OR r.uid = $region
MATCH (r)<-[:SERVES]-(:Agency)-[did:HOSTED|ISSUED|RESPONSIBLE_FOR]->(x)
WITH x, did ORDER BY did.fact
WITH x, collect(DISTINCT did.fact) AS facts
RETURN CASE WHEN x:Event THEN 'event' WHEN x:Plan THEN 'plan' ELSE 'task' END AS kind, x.name AS name,
       coalesce(x.date, x.period, x.due) AS date, x.uid AS uid, facts
ORDER BY kind, date, name, uid
