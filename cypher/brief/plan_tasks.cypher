// Every task of a plan with its phase, in the order of the text.
MATCH (p:Plan {uid: $uid})-[r:HAS_TASK]->(t:Task)
OPTIONAL MATCH (p)-[:HAS_PHASE]->(f:Phase)-[:HAS_TASK]->(t)
RETURN t.uid AS uid, t.seq AS seq, t.text AS text, t.section AS section, t.due AS due, t.due_text AS due_text, t.due_basis AS due_basis,
       t.due_max AS due_max, f.uid AS phase_uid, r.fact AS fact, r.derived AS derived
ORDER BY seq, uid LIMIT $limit
