// 某县某日归哪个市管？
// Which division was a county part of on a day?  (regions.parent_on)
// region：代码或名称 / code or name；如 such as '公主岭市'
// on：日期 / day；如 such as '2020-01-01'
WITH {region: '公主岭市', on: null} AS given
CALL (given) {
  MATCH (r:Region)-[p:PART_OF]->(outer:Region)
  WHERE (r.code = given.region OR r.name = given.region OR r.uid = given.region)
    AND (given.on IS NULL OR ((p.from IS NULL OR p.from <= given.on) AND (p.to IS NULL OR p.to > given.on)))
  RETURN r.name AS region, outer.name AS parent, p.from AS from, p.to AS to, r.uid AS region_uid, outer.uid AS parent_uid,
         p.fact AS fact, p.derived AS derived, p.confidence AS confidence, p.documents AS documents
  ORDER BY region, parent
}
RETURN `region`, `parent`, `from`, `to`, `region_uid`, `parent_uid`, `fact`, `derived`, `confidence`, `documents`
