// 文本污染与可疑名称
// Damaged text and suspicious names  (quality.anomalies)
// document：文档标题、文件名或 uid / title, file or uid of a document；如 such as 'huaihua'
WITH {document: null} AS given
CALL (given) {
  MATCH (x:Anomaly)-[:REPORTED_IN]->(d:Document)
  WHERE given.document IS NULL OR d.uid = given.document OR d.file = given.document OR d.title CONTAINS given.document
  RETURN coalesce(d.title, d.file) AS document, x.kind AS kind, x.surface AS surface, x.suggestion AS suggestion,
         x.severity AS severity, x.start AS start, d.uid AS document_uid
  ORDER BY document, start, kind
}
RETURN `document`, `kind`, `surface`, `suggestion`, `severity`, `start`, `document_uid`
