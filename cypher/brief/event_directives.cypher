// The demands made at an event, in the order of the text.
MATCH (d:Directive)-[at:AT]->(e:Event {uid: $uid})
OPTIONAL MATCH (w)-[gave:GAVE]->(d)
WHERE NOT w:Event
OPTIONAL MATCH (d)-[:ADDRESSED_TO]->(x)
WITH d, at, w, x ORDER BY w.name, x.name
WITH d, at, collect(DISTINCT w.name) AS givers, collect(DISTINCT x.name) AS addressed
OPTIONAL MATCH (s:Statement {fact: at.fact})
WITH d, at, givers, addressed, min(s.start) AS start
RETURN d.uid AS uid, d.text AS text, d.prohibition AS prohibition, givers, addressed, at.fact AS fact, at.derived AS derived
ORDER BY start, d.seq, uid LIMIT $limit
