// ---
// zh: 某文档的文本异常
// en: "The damage and the suspicious names of a document"
// params:
//   uid: {type: str, required: true, doc: 文档的 uid / uid of the document}
// returns: {uid: str, kind: str, surface: str, suggestion: str, severity: str, start: int}
// ---
MATCH (a:Anomaly)-[:REPORTED_IN]->(d:Document {uid: $uid})
RETURN a.uid AS uid, a.kind AS kind, a.surface AS surface, a.suggestion AS suggestion, a.severity AS severity, a.start AS start
ORDER BY start, kind, uid
