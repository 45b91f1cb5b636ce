// ---
// zh: 禁止性要求（不得、不搞、严禁）
// en: "What is forbidden"
// scans: [Directive]
// returns: {speaker: str, text: str, event: str, directive_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (s)-[r:GAVE]->(d:Directive {prohibition: true})-[:AT]->(e:Event)
RETURN s.name AS speaker, d.text AS text, e.name AS event, d.uid AS directive_uid,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY event, speaker, directive_uid
