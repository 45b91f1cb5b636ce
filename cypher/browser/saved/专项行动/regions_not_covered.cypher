// 某专项行动没有覆盖哪些市州？
// Which prefectures did a campaign not cover?  (campaigns.regions_not_covered)
// campaign：专项行动 / campaign；如 such as '专项行动'
WITH {campaign: '专项行动'} AS given
CALL (given) {
  MATCH (c:Event)-[:COVERS]->(covered:Region)
  WHERE (given.campaign IS NULL OR c.uid = given.campaign OR c.name = given.campaign OR (c.name CONTAINS given.campaign AND NOT EXISTS { MATCH (exact:Event) WHERE exact.name = given.campaign }))
  MATCH (covered)-[above:PART_OF*1..2]->(province:Region {level: 'province'})
  WHERE all(step IN above WHERE step.to IS NULL)
  WITH c, province, collect(DISTINCT covered.uid) AS covered
  MATCH (r:Region {level: 'prefecture'})-[lies:PART_OF]->(province)
  WHERE lies.to IS NULL AND NOT r.uid IN covered
  RETURN r.name AS region, c.name AS campaign, r.uid AS region_uid, c.uid AS campaign_uid
  ORDER BY campaign, r.code
}
RETURN `region`, `campaign`, `region_uid`, `campaign_uid`
