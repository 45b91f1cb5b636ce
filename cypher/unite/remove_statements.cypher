UNWIND $statements AS uid
MATCH (s:Statement {uid: uid})
DETACH DELETE s
