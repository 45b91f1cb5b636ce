// The events that are about a plan or reviewed it.
MATCH (e:Event)-[r:ABOUT|REVIEWED]->(p:Plan {uid: $uid})
RETURN type(r) AS type, e.name AS name, e.date AS date, e.date_text AS date_text, e.year_basis AS year_basis, r.fact AS fact, r.derived AS derived
ORDER BY date, name
