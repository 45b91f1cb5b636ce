// ---
// zh: 某专项行动没有覆盖哪些市州？
// en: "Which prefectures did a campaign not cover?"
// params:
//   campaign: {type: str, required: true, doc: 专项行动 / campaign, example: 专项行动}
// scans: [Event]
// returns: {region: str, campaign: str, region_uid: str, campaign_uid: str}
// ---
MATCH (c:Event)-[:COVERS]->(covered:Region)
WHERE ($campaign IS NULL OR c.uid = $campaign OR c.name = $campaign OR (c.name CONTAINS $campaign AND NOT EXISTS { MATCH (exact:Event) WHERE exact.name = $campaign }))
MATCH (covered)-[above:PART_OF*1..2]->(province:Region {level: 'province'})
WHERE all(step IN above WHERE step.to IS NULL)
WITH c, province, collect(DISTINCT covered.uid) AS covered
MATCH (r:Region {level: 'prefecture'})-[lies:PART_OF]->(province)
WHERE lies.to IS NULL AND NOT r.uid IN covered
RETURN r.name AS region, c.name AS campaign, r.uid AS region_uid, c.uid AS campaign_uid
ORDER BY campaign, r.code
