// 各层级重复出现的要求
// Demands that come again at other levels  (directives.repeated)
// min_similarity：二字组的相似度 0 至 1 / likeness of character pairs
// 命令行与接口在此之上另行计算 / the command line and the API work on these rows: repeated
MATCH (d:Directive)-[:AT]->(e:Event)
OPTIONAL MATCH (h:Agency)-[:HOSTED]->(e)
RETURN d.text AS text, min(h.level) AS level, min(h.name) AS agency, e.date AS date, d.uid AS uid
ORDER BY uid
