// ---
// zh: 哪个机关任免了谁的什么职务？
// en: "Which body appointed or removed whom, from which post?"
// params:
//   body: {type: str, doc: 任免机关、本人的名称或 uid / name or uid of the body or the person, example: 安顺市人民政府}
//   limit: {type: int, default: 200, doc: 行数 / rows}
// scans: [APPOINTED, REMOVED]
// returns: {body: str, change: str, official: str, post: str, date: str, body_uid: str, official_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (a:Agency)-[r:APPOINTED|REMOVED]->(o:Official)
WHERE $body IS NULL OR a.uid = $body OR a.name = $body OR o.uid = $body OR o.name = $body
RETURN a.name AS body, CASE type(r) WHEN 'APPOINTED' THEN '任命' ELSE '免去' END AS change, o.name AS official, r.post AS post,
       r.date AS date, a.uid AS body_uid, o.uid AS official_uid,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY body, change, official, post
LIMIT $limit
