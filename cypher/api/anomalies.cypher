MATCH (a:Anomaly)-[:REPORTED_IN]->(:Document {uid: $uid})
RETURN a.uid AS uid, a.kind AS kind, a.surface AS surface, a.suggestion AS suggestion, a.severity AS severity,
       a.start AS start
ORDER BY start, kind
