// 禁止性要求（不得、不搞、严禁）
// What is forbidden  (directives.prohibitions)
MATCH (s)-[:GAVE]->(d:Directive {prohibition: true})-[:AT]->(e:Event)
RETURN s.name AS speaker, d.text AS text, e.name AS event, d.uid AS directive_uid
ORDER BY event, speaker, directive_uid
