// 哪个机关任免了谁的什么职务？
// Which body appointed or removed whom, from which post?  (officials.appointments)
// body：任免机关、本人的名称或 uid / name or uid of the body or the person；如 such as '安顺市人民政府'
// limit：行数 / rows
WITH {body: null, limit: 200} AS given
CALL (given) {
  MATCH (a:Agency)-[r:APPOINTED|REMOVED]->(o:Official)
  WHERE given.body IS NULL OR a.uid = given.body OR a.name = given.body OR o.uid = given.body OR o.name = given.body
  RETURN a.name AS body, CASE type(r) WHEN 'APPOINTED' THEN '任命' ELSE '免去' END AS change, o.name AS official, r.post AS post,
         r.date AS date, a.uid AS body_uid, o.uid AS official_uid,
         r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
  ORDER BY body, change, official, post
  LIMIT 200
}
RETURN `body`, `change`, `official`, `post`, `date`, `body_uid`, `official_uid`, `fact`, `derived`, `confidence`, `documents`
