// ---
// zh: 机构共同参会网络
// en: "The network of agencies that took part in the same events"
// params:
//   min_weight: {type: int, default: 1, doc: 至少共同参加几次 / at least so many events}
//   include_derived: {type: bool, default: false, doc: 是否含群体成员 / include members of collectives}
// scans: [Agency, Event]
// returns: {a: str, b: str, weight: int, a_uid: str, b_uid: str}
// ---
MATCH (x:Agency)-[p:ATTENDED|HOSTED]->(e:Event)<-[q:ATTENDED|HOSTED]-(y:Agency)
WHERE x.uid < y.uid AND ($include_derived OR (NOT p.derived AND NOT q.derived))
WITH x, y, count(DISTINCT e) AS weight
WHERE weight >= $min_weight
RETURN x.name AS a, y.name AS b, weight, x.uid AS a_uid, y.uid AS b_uid
ORDER BY weight DESC, a, b
