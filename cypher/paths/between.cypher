// ---
// zh: 两个对象之间的最短路径
// en: "The shortest path between two things"
// params:
//   from: {type: str, required: true, doc: 起点 uid 或名称 / from, example: 段一鸣}
//   to: {type: str, required: true, doc: 终点 uid 或名称 / to, example: 柏舟}
//   max_hops: {type: int, default: 6, doc: 最多几步 / at most so many steps}
// post: shortest_paths
// scans: [everything]
// returns: {hops: int, relationships: list, uids: list, facts: list}
// ---
MATCH (a)-[r]->(b)
WHERE r.fact IS NOT NULL AND r.basis = 'statement'
RETURN a.uid AS a, a.name AS a_name, type(r) AS kind, b.uid AS b, b.name AS b_name, r.fact AS fact
ORDER BY a, kind, b, fact
