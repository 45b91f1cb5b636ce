// 谁主持了哪次会议？
// Who chaired what?  (events.chairs)
// event：活动 / event；如 such as '例会'
// official：官员姓名 / name of the official；如 such as '桑田'
WITH {event: null, official: null} AS given
CALL (given) {
  MATCH (o:Official)-[r:CHAIRED]->(e:Event)
  WHERE (given.event IS NULL OR e.uid = given.event OR e.name = given.event OR (e.name CONTAINS given.event AND NOT EXISTS { MATCH (exact:Event) WHERE exact.name = given.event }))
    AND (given.official IS NULL OR o.uid = given.official OR o.name = given.official)
  OPTIONAL MATCH (o)-[:HOLDS]->(p:Post)
  WITH o, r, e, p ORDER BY p.name
  RETURN o.name AS official, collect(DISTINCT p.name) AS posts, e.name AS event, e.date AS date,
         o.uid AS official_uid, e.uid AS event_uid,
         r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
  ORDER BY date, event, official
}
RETURN `official`, `posts`, `event`, `date`, `official_uid`, `event_uid`, `fact`, `derived`, `confidence`, `documents`
