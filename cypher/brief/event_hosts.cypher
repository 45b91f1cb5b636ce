MATCH (a:Agency)-[r:HOSTED]->(e:Event {uid: $uid})
RETURN a.name AS name, r.role AS role, r.fact AS fact, r.derived AS derived
ORDER BY CASE r.role WHEN '主办' THEN 0 WHEN '承办' THEN 1 ELSE 2 END, name
