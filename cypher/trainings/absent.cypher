// ---
// zh: 哪些局缺席某次培训？
// en: "Which bureaus were absent from a training: present, not listed, or unknown?"
// params:
//   training: {type: str, required: true, doc: 培训 / training, example: 培训班}
// scans: [Training]
// returns: {bureau: str, region: str, state: str, training: str, bureau_uid: str, training_uid: str, facts: list}
// ---
MATCH (t:Training)<-[:HOSTED]-(h:Agency)-[:SERVES]->(home:Region)
WHERE ($training IS NULL OR t.uid = $training OR t.name = $training OR (t.name CONTAINS $training AND NOT EXISTS { MATCH (exact:Training) WHERE exact.name = $training }))
OPTIONAL MATCH (t)<-[:ATTENDED|HOSTED|SPOKE_AT]-(p:Agency)
WITH t, h, home, collect(DISTINCT p.uid) AS seen
OPTIONAL MATCH (g:Group)-[:ATTENDED]->(t)
WHERE g.resolved = 0 AND g.kind = '生态环境局'
WITH t, h, home, seen, count(DISTINCT g) AS open
MATCH (home)<-[lies:PART_OF]-(r:Region)<-[:SERVES]-(a:Agency)
WHERE a.function = h.function AND lies.to IS NULL
OPTIONAL MATCH (a)-[was:ATTENDED|HOSTED|SPOKE_AT]->(t)
WITH t, r, a, seen, open, was ORDER BY was.fact
WITH t, r, a, seen, open, collect(DISTINCT was.fact) AS facts
RETURN a.name AS bureau, r.name AS region,
       CASE WHEN a.uid IN seen THEN 'present' WHEN open > 0 THEN 'unknown' ELSE 'not listed' END AS state,
       t.name AS training, a.uid AS bureau_uid, t.uid AS training_uid, facts
ORDER BY training, state, region, bureau
