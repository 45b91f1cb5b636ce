// 某个事实的出处
// Where a fact comes from  (facts.provenance)
// fact：事实键、或陈述、节点的 uid / key of the fact, or uid of a statement or node；如 such as 'event-1929de5d85a148112983'
WITH {fact: 'event-1929de5d85a148112983'} AS given
CALL (given) {
  MATCH (s:Statement)-[:FROM]->(d:Document)
  WHERE s.fact = given.fact OR s.uid = given.fact OR s.subject = given.fact OR s.object = given.fact
  RETURN s.predicate AS predicate, s.quote AS quote, s.start AS start, s.end AS end, s.rule AS rule,
         s.confidence AS confidence, coalesce(d.title, d.file) AS document, s.uid AS statement_uid, d.uid AS document_uid,
         s.fact AS fact, s.derived AS derived
  ORDER BY document, start, predicate
}
RETURN `predicate`, `quote`, `start`, `end`, `rule`, `confidence`, `document`, `statement_uid`, `document_uid`, `fact`, `derived`
