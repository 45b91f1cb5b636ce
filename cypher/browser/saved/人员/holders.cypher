// 某机构某职务由谁担任？
// Who holds a post of an agency?  (officials.holders)
// agency：机构 / agency；如 such as '生态环境厅'
// title：职务 / title；如 such as '厅长'
// on：日期 / as of this day；如 such as '2024-01-01'
WITH {agency: '生态环境厅', title: null, on: null} AS given
CALL (given) {
  MATCH (o:Official)-[h:HOLDS]->(p:Post)-[:IN]->(a:Agency)
  WHERE (given.agency IS NULL OR a.uid = given.agency OR a.name = given.agency OR (a.name CONTAINS given.agency AND NOT EXISTS { MATCH (exact:Agency) WHERE exact.name = given.agency }))
    AND (given.title IS NULL OR p.title = given.title)
    AND (given.on IS NULL OR ((h.from IS NULL OR h.from <= given.on) AND (h.to IS NULL OR h.to > given.on)))
  RETURN p.title AS title, o.name AS official, h.attested AS attested, a.name AS agency, o.uid AS official_uid, a.uid AS agency_uid,
         h.fact AS fact, h.derived AS derived, h.confidence AS confidence, h.documents AS documents
  ORDER BY agency, title, official
}
RETURN `title`, `official`, `attested`, `agency`, `official_uid`, `agency_uid`, `fact`, `derived`, `confidence`, `documents`
