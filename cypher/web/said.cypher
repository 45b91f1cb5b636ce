// Tasks and demands as their texts have them: whole, where they stand, when they are due, in which phase and who bears them.
UNWIND $uids AS uid
OPTIONAL MATCH (t:Task {uid: uid})
OPTIONAL MATCH (d:Directive {uid: uid})
WITH coalesce(t, d) AS n
WHERE n IS NOT NULL
MATCH (n)<-[:SUPPORTS]-(s:Statement)
WITH n, max(s.start) AS start // its own words, not the speaker named before them
RETURN n.uid AS uid, n.text AS text, start, n.due AS due, [(f:Phase)-[:HAS_TASK]->(n) | f.name] AS phase,
       [(w)-[:RESPONSIBLE_FOR]->(n) | w.name] AS responsible
ORDER BY uid
