// 某例会历次的日期与主持人
// The dates and chairs of a recurring meeting  (events.series)
// series：例会名称或其一部分 / name of the series or a part of it；如 such as '例会'
WITH {series: '例会'} AS given
CALL (given) {
  MATCH (e:Event)
  WHERE e.series CONTAINS given.series OR e.name CONTAINS given.series
  OPTIONAL MATCH (o:Official)-[r:CHAIRED]->(e)
  RETURN coalesce(e.series, e.name) AS series, e.date AS date, e.name AS event, o.name AS chair, e.uid AS event_uid,
         r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
  ORDER BY series, date, event, chair
}
RETURN `series`, `date`, `event`, `chair`, `event_uid`, `fact`, `derived`, `confidence`, `documents`
