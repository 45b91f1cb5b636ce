// zh: 出处：每个事实的原文
// en: Provenance: the words behind a fact
// 关系上的 fact 与 Statement 的 fact 相同；start 到 end 的字就是引文。
// The fact on a relationship is the fact of its statements; the characters from start to end are the quote.
MATCH (a:Agency)-[r:HOSTED]->(t:Training)
MATCH (s:Statement {fact: r.fact})-[:FROM]->(d:Document)
RETURN a.name AS agency, t.name AS training, s.quote AS quote, s.start AS start, s.end AS end,
       substring(d.text, s.start, s.end - s.start) = s.quote AS verbatim, d.title AS document
ORDER BY agency, start LIMIT 10
