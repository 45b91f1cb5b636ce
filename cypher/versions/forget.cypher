// The earlier versions of a document that is removed; or one of them alone.
MATCH (v:Version)-[:VERSION_OF]->(d:Document)
WHERE d.uid = $uid OR v.uid = $uid
WITH v, v.uid AS uid
DETACH DELETE v
RETURN count(uid) AS removed
