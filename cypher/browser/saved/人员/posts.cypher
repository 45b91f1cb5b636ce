// 某人任过哪些职务，证据在何日？
// Which posts did a person hold, attested on which days? As of a day?  (officials.posts)
// official：姓名或 uid / name or uid；如 such as '江小北'
// on：日期 / as of this day；如 such as '2024-01-01'
WITH {official: '江小北', on: null} AS given
CALL (given) {
  MATCH (o:Official)-[h:HOLDS]->(p:Post)
  WHERE o.uid = given.official OR o.name = given.official
  OPTIONAL MATCH (p)-[:IN]->(a:Agency)
  WITH o, h, p, a
  WHERE given.on IS NULL OR ((h.from IS NULL OR h.from <= given.on) AND (h.to IS NULL OR h.to > given.on))
  RETURN o.name AS official, p.title AS title, a.name AS agency, h.attested AS attested, h.from AS from, h.to AS to,
         coalesce(h.former, false) AS former, o.uid AS official_uid,
         h.fact AS fact, h.derived AS derived, h.confidence AS confidence, h.documents AS documents
  ORDER BY official, agency, title
}
RETURN `official`, `title`, `agency`, `attested`, `from`, `to`, `former`, `official_uid`, `fact`, `derived`, `confidence`, `documents`
