// 某群体展开为哪些机构？与文中数字是否相符？
// Which agencies does a collective mean, and does the stated number agree?  (groups.members)
// group：群体 / collective；如 such as '生态环境局'
WITH {group: null} AS given
CALL (given) {
  MATCH (g:Group)
  WHERE g.selector <> 'people' AND (given.group IS NULL OR g.uid = given.group OR g.name = given.group OR (g.name CONTAINS given.group AND NOT EXISTS { MATCH (exact:Group) WHERE exact.name = given.group }))
  OPTIONAL MATCH (a:Agency)-[r:MEMBER_OF]->(g)
  WITH g, a, r ORDER BY a.name, r.fact
  RETURN g.name AS group, g.expected AS stated, g.resolved AS resolved, g.expected = g.resolved AS agrees,
         collect(a.name) AS members, g.uid AS group_uid, collect(r.fact) AS facts
  ORDER BY group, group_uid
}
RETURN `group`, `stated`, `resolved`, `agrees`, `members`, `group_uid`, `facts`
