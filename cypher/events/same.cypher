// ---
// zh: 哪些文档讲的是同一活动？哪些存疑？
// en: "Which documents tell of one event, and which may"
// params:
//   event: {type: str, doc: "活动名称的一部分或 uid / part of the event's name, or uid", example: 专项行动}
//   limit: {type: int, default: 200, doc: 行数 / rows}
// post: same_events
// scans: [Event]
// returns: {event: str, date: str, documents: list, state: str, why: str, event_uid: str, other_uid: str, facts: list}
// ---
// Merged is an event that several documents state; what is doubtful is worked out from these rows as `envgov review` does it.
MATCH (e:Event)
OPTIONAL MATCH (a:Agency)-[:HOSTED]->(e)
WITH e, a ORDER BY a.uid
WITH e, collect(DISTINCT a.uid) AS hosts
OPTIONAL MATCH (e)-[:HELD_IN]->(r:Region)
WITH e, hosts, r ORDER BY r.uid
WITH e, hosts, collect(DISTINCT r.uid) AS places
OPTIONAL MATCH (e)<-[:SUPPORTS]-(s:Statement {predicate: 'named'})-[:FROM]->(d:Document)
WITH e, hosts, places, d, s ORDER BY d.uid
WITH e, hosts, places, collect(DISTINCT d) AS told, collect(DISTINCT s.fact) AS facts
RETURN e.uid AS uid, e.name AS name, e.kind AS kind, e.date AS date, hosts, places,
       [d IN told | d.uid] AS documents, [d IN told | coalesce(d.title, d.file)] AS titles, facts
ORDER BY name, uid
