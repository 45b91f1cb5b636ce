// The columns of every kind are the same, so that a drawing reads them alike; what a kind lacks is null.
// makes nodes/drawn/{{label}} for each label of a thing
UNWIND $uids AS uid
MATCH (n:{{label}} {uid: uid})
OPTIONAL MATCH (n)-[r]-()
WHERE r.fact IS NOT NULL
WITH n, count(r) AS relations
RETURN n.uid AS uid, n.name AS name, labels(n) AS labels, n.date AS date, n.date_min AS since, n.date_max AS until,
       n.seq AS seq, relations
ORDER BY uid
