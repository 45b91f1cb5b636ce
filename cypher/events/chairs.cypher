// ---
// zh: 谁主持了哪次会议？
// en: "Who chaired what?"
// params:
//   event: {type: str, doc: 活动 / event, example: 例会}
//   official: {type: str, doc: 官员姓名 / name of the official, example: 桑田}
// scans: [CHAIRED]
// returns: {official: str, posts: list, event: str, date: str, official_uid: str, event_uid: str, fact: str, derived: bool, confidence: float, documents: int}
// ---
MATCH (o:Official)-[r:CHAIRED]->(e:Event)
WHERE ($event IS NULL OR e.uid = $event OR e.name = $event OR (e.name CONTAINS $event AND NOT EXISTS { MATCH (exact:Event) WHERE exact.name = $event }))
  AND ($official IS NULL OR o.uid = $official OR o.name = $official)
OPTIONAL MATCH (o)-[:HOLDS]->(p:Post)
WITH o, r, e, p ORDER BY p.name
RETURN o.name AS official, collect(DISTINCT p.name) AS posts, e.name AS event, e.date AS date,
       o.uid AS official_uid, e.uid AS event_uid,
       r.fact AS fact, r.derived AS derived, r.confidence AS confidence, r.documents AS documents
ORDER BY date, event, official
