// ---
// zh: 谁从哪个职务调任哪个职务？（同时兼任的不算）
// en: "Who moved from which post to which (not who holds two at once)"
// params:
//   official: {type: str, doc: 姓名或 uid / name or uid}
//   agency: {type: str, doc: "调出或调入的机构，名称或 uid / body left or joined, name or uid", example: 吕梁市水利局}
//   since: {type: day, doc: 首次见于该日之后 / first seen in the new post since this day, example: "2019-01-01"}
//   limit: {type: int, default: 200, doc: 行数 / rows}
// scans: [Official]
// returns: {official: str, from_post: str, from_agency: str, to_post: str, to_agency: str, first_seen: str, official_uid: str, from_agency_uid: str, to_agency_uid: str, facts: list}
// ---
// Left is a post that a text calls former, that was taken away, or that is seen last before the other one is seen first.
MATCH (o:Official)-[h:HOLDS]->(p:Post)
MATCH (o)-[k:HOLDS]->(q:Post)
WHERE p.uid <> q.uid AND coalesce(k.former, false) = false
  AND ($official IS NULL OR o.uid = $official OR o.name = $official)
UNWIND CASE WHEN size(coalesce(h.attested, [])) = 0 THEN [null] ELSE h.attested END AS seen
WITH o, h, p, k, q, max(seen) AS last_seen
UNWIND CASE WHEN size(coalesce(k.attested, [])) = 0 THEN [null] ELSE k.attested END AS seen
WITH o, h, p, k, q, last_seen, min(seen) AS seen_first
WITH o, h, p, k, q, coalesce(h.to, last_seen) AS left_on, coalesce(k.from, seen_first) AS first_seen
WHERE (coalesce(h.former, false) OR (h.to IS NOT NULL AND left_on <= first_seen)
       OR (NOT left_on STARTS WITH 'X' AND NOT first_seen STARTS WITH 'X' AND left_on < first_seen))
  AND ($since IS NULL OR first_seen >= $since)
OPTIONAL MATCH (p)-[:IN]->(a:Agency)
OPTIONAL MATCH (q)-[:IN]->(b:Agency)
WITH o, h, p, k, q, a, b, first_seen
WHERE $agency IS NULL OR a.uid = $agency OR a.name = $agency OR b.uid = $agency OR b.name = $agency
RETURN o.name AS official, p.title AS from_post, a.name AS from_agency, q.title AS to_post, b.name AS to_agency,
       first_seen, o.uid AS official_uid, a.uid AS from_agency_uid, b.uid AS to_agency_uid, [h.fact, k.fact] AS facts
ORDER BY first_seen DESC, official, from_agency, from_post, to_agency, to_post
LIMIT $limit
