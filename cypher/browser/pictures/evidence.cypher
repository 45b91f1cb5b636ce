// zh: 图：一篇文档说了什么
// en: Picture: what one document states
MATCH (d:Document) WITH d ORDER BY d.file LIMIT 1
MATCH p = (d)<-[:FROM]-(:Statement)-[:SUPPORTS]->() RETURN p LIMIT 60
