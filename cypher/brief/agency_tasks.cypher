// The tasks that an agency bears, with their plans and phases.
MATCH (a:Agency {uid: $uid})-[r:RESPONSIBLE_FOR]->(t:Task)
OPTIONAL MATCH (p:Plan)-[:HAS_TASK]->(t)
OPTIONAL MATCH (f:Phase)-[:HAS_TASK]->(t)
RETURN t.uid AS uid, t.seq AS seq, t.text AS text, t.due AS due, t.due_text AS due_text, t.due_basis AS due_basis, t.due_max AS due_max,
       r.role AS role, p.name AS plan, f.name AS phase, r.fact AS fact, r.derived AS derived
ORDER BY plan, seq, uid, role LIMIT $limit
