// ---
// zh: 文本污染与可疑名称
// en: "Damaged text and suspicious names"
// params:
//   document: {type: str, doc: "文档标题、文件名或 uid / title, file or uid of a document", example: huaihua}
// scans: [REPORTED_IN]
// returns: {document: str, kind: str, surface: str, suggestion: str, severity: str, start: int, document_uid: str}
// ---
MATCH (x:Anomaly)-[:REPORTED_IN]->(d:Document)
WHERE $document IS NULL OR d.uid = $document OR d.file = $document OR d.title CONTAINS $document
RETURN coalesce(d.title, d.file) AS document, x.kind AS kind, x.surface AS surface, x.suggestion AS suggestion,
       x.severity AS severity, x.start AS start, d.uid AS document_uid
ORDER BY document, start, kind
