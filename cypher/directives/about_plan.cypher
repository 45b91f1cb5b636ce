// ---
// zh: 谁就某规划说了什么？
// en: "Who said what about a plan?"
// params:
//   plan: {type: str, required: true, doc: 规划名称的一部分 / a part of the name of a plan, example: 规划}
// scans: [Directive]
// returns: {speaker: str, text: str, event: str, directive_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (s)-[r:GAVE]->(d:Directive)-[:AT]->(e:Event)
WHERE d.text CONTAINS $plan
RETURN s.name AS speaker, d.text AS text, e.name AS event, d.uid AS directive_uid,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY event, speaker, directive_uid
