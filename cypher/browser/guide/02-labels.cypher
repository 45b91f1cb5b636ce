// zh: 图里有什么
// en: What there is
// 每个标签有多少节点。
// How many nodes each label has.
MATCH (n) UNWIND labels(n) AS label
RETURN label, count(*) AS nodes ORDER BY nodes DESC
