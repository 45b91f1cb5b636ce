// ---
// zh: 领导小组有哪些、由谁成立、下设什么、成员是谁？
// en: "Which leading groups are there, who founded them, what units and members have they?"
// params:
//   region: {type: str, doc: 行政区划代码或名称 / division by code or name, example: 赣州市}
// scans: [LeadingGroup]
// returns: {group: str, founder: list, units: list, members: list, group_uid: str, facts: list}
// ---
MATCH (g:LeadingGroup)
WHERE NOT g.name ENDS WITH '办公室'
OPTIONAL MATCH (g)-[:SERVES]->(r:Region)
WITH g, collect(r) AS divisions
WHERE $region IS NULL OR any(d IN divisions WHERE d.code = $region OR d.name = $region OR d.uid = $region)
OPTIONAL MATCH (f:Agency)-[r:FOUNDED]->(g)
WITH g, f, r ORDER BY f.name, r.fact
WITH g, collect(DISTINCT f.name) AS founder, collect(DISTINCT r.fact) AS founding
OPTIONAL MATCH (u:Agency)-[r:UNIT_OF]->(g)
WITH g, founder, founding, u, r ORDER BY u.name, r.fact
WITH g, founder, founding, collect(DISTINCT u.name) AS units, collect(DISTINCT r.fact) AS belonging
OPTIONAL MATCH (m)-[r:MEMBER_OF]->(g)
WITH g, founder, founding, units, belonging, m, r ORDER BY m.name, r.fact
WITH g, founder, founding, units, belonging, collect(DISTINCT m.name) AS members, collect(DISTINCT r.fact) AS joining
RETURN g.name AS group, founder, units, members, g.uid AS group_uid, founding + belonging + joining AS facts
ORDER BY group
