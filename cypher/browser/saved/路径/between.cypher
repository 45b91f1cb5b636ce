// 两个对象之间的最短路径
// The shortest path between two things  (paths.between)
// from：起点 uid 或名称 / from；如 such as '段一鸣'
// to：终点 uid 或名称 / to；如 such as '柏舟'
// max_hops：最多几步 / at most so many steps
WITH {from: '段一鸣', to: '柏舟', max_hops: 6} AS given
CALL (given) {
  MATCH (a), (b)
  WHERE given.from IN [a.uid, a.name] AND given.to IN [b.uid, b.name] AND a <> b
  MATCH p = shortestPath((a)-[*..6]-(b))
  WHERE all(r IN relationships(p) WHERE r.fact IS NOT NULL AND r.basis = 'statement')
    AND length(p) <= given.max_hops
  WITH p, nodes(p) AS ns, relationships(p) AS rs ORDER BY length(p) LIMIT 1
  RETURN length(p) AS hops,
         [i IN range(0, length(p) - 1) | ns[i].name + ' -' + type(rs[i]) + '- ' + ns[i + 1].name] AS relationships,
         [n IN ns | n.uid] AS uids, [r IN rs | r.fact] AS facts
}
RETURN `hops`, `relationships`, `uids`, `facts`
