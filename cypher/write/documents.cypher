MATCH (d:Document)
OPTIONAL MATCH (s:Statement)-[:FROM]->(d)
RETURN d.uid AS uid, d.title AS title, d.file AS file, d.published AS published, d.kind AS kind, d.chars AS chars,
       d.sha256 AS sha256, count(s) AS statements
ORDER BY file, uid
