// ---
// zh: 某群体展开为哪些机构？与文中数字是否相符？
// en: "Which agencies does a collective mean, and does the stated number agree?"
// params:
//   group: {type: str, doc: 群体 / collective, example: 生态环境局}
// scans: [Group]
// returns: {group: str, stated: int, resolved: int, agrees: bool, members: list, group_uid: str, facts: list}
// ---
MATCH (g:Group)
WHERE g.selector <> 'people' AND ($group IS NULL OR g.uid = $group OR g.name = $group OR (g.name CONTAINS $group AND NOT EXISTS { MATCH (exact:Group) WHERE exact.name = $group }))
OPTIONAL MATCH (a:Agency)-[r:MEMBER_OF]->(g)
WITH g, a, r ORDER BY a.name, r.fact
RETURN g.name AS group, g.expected AS stated, g.resolved AS resolved, g.expected = g.resolved AS agrees,
       collect(a.name) AS members, g.uid AS group_uid, collect(r.fact) AS facts
ORDER BY group, group_uid
