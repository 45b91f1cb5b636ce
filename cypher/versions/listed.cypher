// The documents of which there are earlier versions.
MATCH (v:Version)-[:VERSION_OF]->(d:Document)
RETURN d.uid AS uid, d.title AS title, d.file AS file, count(v) AS versions
ORDER BY file, uid
