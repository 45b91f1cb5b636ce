// The agencies that serve a division, with what each hosted, issued and answers for.
MATCH (a:Agency)-[s:SERVES]->(r:Region {uid: $uid})
OPTIONAL MATCH (a)-[d:HOSTED|ISSUED|RESPONSIBLE_FOR]->(x)
OPTIONAL MATCH (p:Plan)-[:HAS_TASK]->(x)
RETURN a.uid AS uid, a.name AS name, type(d) AS type, x.uid AS thing_uid, coalesce(x.text, x.name) AS thing, p.name AS plan, x.number AS number,
       d.role AS role, x.date AS date, x.date_min AS date_min, x.date_max AS date_max, x.date_text AS date_text, x.year_basis AS year_basis, x.period AS period, x.due AS due,
       x.due_text AS due_text, x.due_basis AS due_basis, coalesce(d.fact, s.fact) AS fact, coalesce(d.derived, s.derived) AS derived
ORDER BY name, uid, type, x.seq, thing, fact LIMIT $limit
