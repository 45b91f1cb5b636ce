// Made by tools/write_statements.py from graph/kinds.yaml.
UNWIND $uids AS uid
MATCH (n:Phase {uid: uid})
OPTIONAL MATCH (n)-[r]-()
WHERE r.fact IS NOT NULL
WITH n, count(r) AS relations
RETURN n.uid AS uid, n.name AS name, labels(n) AS labels, n.date AS date, n.date_min AS since, n.date_max AS until,
       n.seq AS seq, relations
ORDER BY uid
