// What an agency serves, belongs to, became and issued.
MATCH (a:Agency {uid: $uid})-[r:SERVES|UNIT_OF|SUCCEEDED_BY|MEMBER_OF|FOUNDED|ISSUED]->(x)
WHERE x:Region OR x:Agency OR x:Plan
RETURN type(r) AS type, x.name AS name, x.number AS number, r.kind AS kind, r.date AS date, r.fact AS fact, r.derived AS derived
ORDER BY type, name, fact
