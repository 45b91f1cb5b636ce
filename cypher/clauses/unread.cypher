// ---
// zh: 哪些句子可能有事实而未读出
// en: "Clauses that look like a fact and gave none"
// params:
//   document: {type: str, doc: "文档标题、文件名或 uid / title, file or uid of a document", example: fengqiu}
//   kind: {type: str, doc: "task 任务、demand 要求、event 活动、part 参与、post 职务、plan 规划 / which kind of fact", example: task}
// scans: [UNREAD_IN]
// returns: {clause: str, document: str, likely: str, score: float, start: int, end: int, document_uid: str}
// ---
MATCH (c:Clause)-[:UNREAD_IN]->(d:Document)
WHERE ($document IS NULL OR d.uid = $document OR d.file = $document OR d.title CONTAINS $document)
  AND ($kind IS NULL OR c.likely = $kind)
RETURN c.name AS clause, coalesce(d.title, d.file) AS document, c.likely AS likely, c.score AS score,
       c.start AS start, c.end AS end, d.uid AS document_uid
ORDER BY score DESC, document, start
