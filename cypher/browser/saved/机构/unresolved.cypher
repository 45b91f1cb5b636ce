// 哪些机构文中没有写明是哪里的？
// Which bodies does their text not place?  (agencies.unresolved)
// document：文档标题、文件名或 uid / title, file or uid of a document
// limit：行数 / rows
WITH {document: null, limit: 200} AS given
CALL (given) {
  MATCH (a:Agency)<-[:SUPPORTS]-(:Statement)-[:FROM]->(d:Document)
  WHERE a.resolved = false AND (given.document IS NULL OR d.uid = given.document OR d.file = given.document OR d.title CONTAINS given.document)
  WITH DISTINCT a, d
  OPTIONAL MATCH (a)-[:RESPONSIBLE_FOR]->(t:Task)
  WITH a, d, count(DISTINCT t) AS tasks
  OPTIONAL MATCH (a)-[:HOSTED|ATTENDED|SPOKE_AT]->(e:Event)
  WITH a, d, tasks, count(DISTINCT e) AS events
  OPTIONAL MATCH (a)<-[:IN]-(p:Post)
  WITH a, d, tasks, events, count(DISTINCT p) AS posts
  RETURN a.name AS agency, coalesce(d.title, d.file) AS document, tasks, events, posts, a.uid AS agency_uid, d.uid AS document_uid
  ORDER BY document, tasks + events + posts DESC, agency LIMIT 200
}
RETURN `agency`, `document`, `tasks`, `events`, `posts`, `agency_uid`, `document_uid`
