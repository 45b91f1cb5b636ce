// 谁就某规划说了什么？
// Who said what about a plan?  (directives.about_plan)
// plan：规划名称的一部分 / a part of the name of a plan；如 such as '规划'
WITH {plan: '规划'} AS given
CALL (given) {
  MATCH (s)-[r:GAVE]->(d:Directive)-[:AT]->(e:Event)
  WHERE d.text CONTAINS given.plan
  RETURN s.name AS speaker, d.text AS text, e.name AS event, d.uid AS directive_uid,
         r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
  ORDER BY event, speaker, directive_uid
}
RETURN `speaker`, `text`, `event`, `directive_uid`, `fact`, `derived`, `confidence`, `documents`
