// What the store knows of itself: the migrations that ran, the schema it has, and what is not finished.
MATCH (m:Meta)
RETURN m.uid AS uid, m.kind AS kind, m.number AS number, m.value AS value
ORDER BY uid
