// ---
// zh: 哪些机构文中没有写明是哪里的？
// en: "Which bodies does their text not place?"
// params:
//   document: {type: str, doc: "文档标题、文件名或 uid / title, file or uid of a document"}
//   limit: {type: int, default: 200, doc: 行数 / rows}
// scans: [Agency]
// returns: {agency: str, document: str, tasks: int, events: int, posts: int, agency_uid: str, document_uid: str}
// ---
MATCH (a:Agency)<-[:SUPPORTS]-(:Statement)-[:FROM]->(d:Document)
WHERE a.resolved = false AND ($document IS NULL OR d.uid = $document OR d.file = $document OR d.title CONTAINS $document)
WITH DISTINCT a, d
OPTIONAL MATCH (a)-[:RESPONSIBLE_FOR]->(t:Task)
WITH a, d, count(DISTINCT t) AS tasks
OPTIONAL MATCH (a)-[:HOSTED|ATTENDED|SPOKE_AT]->(e:Event)
WITH a, d, tasks, count(DISTINCT e) AS events
OPTIONAL MATCH (a)<-[:IN]-(p:Post)
WITH a, d, tasks, events, count(DISTINCT p) AS posts
RETURN a.name AS agency, coalesce(d.title, d.file) AS document, tasks, events, posts, a.uid AS agency_uid, d.uid AS document_uid
ORDER BY document, tasks + events + posts DESC, agency LIMIT $limit
