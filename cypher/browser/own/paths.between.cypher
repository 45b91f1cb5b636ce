MATCH (a), (b)
WHERE $from IN [a.uid, a.name] AND $to IN [b.uid, b.name] AND a <> b
MATCH p = shortestPath((a)-[*..6]-(b))
WHERE all(r IN relationships(p) WHERE r.fact IS NOT NULL AND r.basis = 'statement')
  AND length(p) <= $max_hops
WITH p, nodes(p) AS ns, relationships(p) AS rs ORDER BY length(p) LIMIT 1
RETURN length(p) AS hops,
       [i IN range(0, length(p) - 1) | ns[i].name + ' -' + type(rs[i]) + '- ' + ns[i + 1].name] AS relationships,
       [n IN ns | n.uid] AS uids, [r IN rs | r.fact] AS facts
