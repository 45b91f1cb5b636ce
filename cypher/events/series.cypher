// ---
// zh: 某例会历次的日期与主持人
// en: "The dates and chairs of a recurring meeting"
// params:
//   series: {type: str, default: 例会, doc: 例会名称或其一部分 / name of the series or a part of it, example: 例会}
// scans: [Event]
// returns: {series: str, date: str, event: str, chair: str, event_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (e:Event)
WHERE e.series CONTAINS $series OR e.name CONTAINS $series
OPTIONAL MATCH (o:Official)-[r:CHAIRED]->(e)
RETURN coalesce(e.series, e.name) AS series, e.date AS date, e.name AS event, o.name AS chair, e.uid AS event_uid,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY series, date, event, chair
