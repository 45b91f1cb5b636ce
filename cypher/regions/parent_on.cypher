// ---
// zh: 某县某日归哪个市管？
// en: "Which division was a county part of on a day?"
// params:
//   region: {type: str, required: true, doc: 代码或名称 / code or name, example: 公主岭市}
//   on: {type: day, doc: 日期 / day, example: 2020-01-01}
// returns: {region: str, parent: str, from: str, to: str, region_uid: str, parent_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (r:Region)-[p:PART_OF]->(outer:Region)
WHERE (r.code = $region OR r.name = $region OR r.uid = $region)
  AND ($on IS NULL OR ((p.from IS NULL OR p.from <= $on) AND (p.to IS NULL OR p.to > $on)))
RETURN r.name AS region, outer.name AS parent, p.from AS from, p.to AS to, r.uid AS region_uid, outer.uid AS parent_uid,
       p.fact AS fact, p.derived AS derived, p.confidence AS confidence, p.documents AS documents
ORDER BY region, parent
