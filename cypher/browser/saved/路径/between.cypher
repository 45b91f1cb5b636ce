// 两个对象之间的最短路径
// The shortest path between two things  (paths.between)
// from：起点 uid 或名称 / from；如 such as '段一鸣'
// to：终点 uid 或名称 / to；如 such as '柏舟'
// max_hops：最多几步 / at most so many steps
// 命令行与接口在此之上另行计算 / the command line and the API work on these rows: shortest_paths
MATCH (a)-[r]->(b)
WHERE r.fact IS NOT NULL AND r.basis = 'statement'
RETURN a.uid AS a, a.name AS a_name, type(r) AS kind, b.uid AS b, b.name AS b_name, r.fact AS fact
ORDER BY a, kind, b, fact
