// ---
// zh: 应到而未列名的单位：在场、未列名或未知
// en: "The bureaus below the host's division: present, not listed, or unknown"
// params:
//   uid: {type: str, required: true, doc: 活动的 uid / uid of the event}
// returns: {bureau: str, bureau_uid: str, region: str, state: str}
// ---
MATCH (t:Event {uid: $uid})<-[:HOSTED]-(h:Agency)-[:SERVES]->(home:Region)
OPTIONAL MATCH (t)<-[:ATTENDED|HOSTED|SPOKE_AT]-(p:Agency)
WITH t, h, home, collect(DISTINCT p.uid) AS seen
OPTIONAL MATCH (g:Group)-[:ATTENDED]->(t)
WHERE g.resolved = 0
WITH h, home, seen, count(DISTINCT g) AS open
MATCH (home)<-[lies:PART_OF]-(r:Region)<-[:SERVES]-(a:Agency)
WHERE a.function = h.function AND lies.to IS NULL
RETURN DISTINCT a.name AS bureau, a.uid AS bureau_uid, r.name AS region,
       CASE WHEN a.uid IN seen THEN 'present' WHEN open > 0 THEN 'unknown' ELSE 'not listed' END AS state
ORDER BY state, region, bureau, bureau_uid
