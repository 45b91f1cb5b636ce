// ---
// zh: 某规划所依据、接续的文件，逐步向上
// en: "What a plan rests on, step by step"
// params:
//   uid: {type: str, required: true, doc: 规划的 uid / uid of the plan}
//   hops: {type: int, default: 5, doc: 最多几步（1 至 5）/ at most so many steps (1 to 5)}
// returns: {relation: str, kind: str, source: str, source_uid: str, target: str, target_uid: str, number: str, issuers: list, fact: str, derived: bool, confidence: float, documents: int, hop: int}
// ---
MATCH path = (p:Plan {uid: $uid})-[:BASED_ON|SUCCEEDS*1..5]->(:Plan)
WHERE length(path) <= $hops
WITH nodes(path) AS passed, relationships(path) AS steps, length(path) AS far
WITH passed[size(passed) - 2] AS a, passed[size(passed) - 1] AS b, steps[size(steps) - 1] AS last, min(far) AS hop
OPTIONAL MATCH (who:Agency)-[:ISSUED]->(b)
WITH a, b, last, hop, who ORDER BY who.name
WITH a, b, last, hop, collect(DISTINCT who.name) AS issuers
RETURN type(last) AS relation, last.kind AS kind, a.name AS source, a.uid AS source_uid, b.name AS target, b.uid AS target_uid, 
       b.number AS number, issuers, last.fact AS fact, last.derived AS derived, last.confidence AS confidence, last.documents AS documents, hop
ORDER BY hop, source, relation, target, target_uid
