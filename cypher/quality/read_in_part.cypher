// ---
// zh: 只读了一部分的文档及未读的内容
// en: "Documents of whose file something could not be read, and what"
// params:
//   format: {type: str, doc: 文件类型的一部分 / part of what the file is, example: PDF}
// scans: [Document]
// returns: {document: str, format: str, left_out: list, published: str, document_uid: str}
// ---
MATCH (d:Document)
WHERE d.left_out IS NOT NULL AND ($format IS NULL OR d.format CONTAINS $format)
RETURN coalesce(d.title, d.file) AS document, d.format AS format, d.left_out AS left_out, d.published AS published, d.uid AS document_uid
ORDER BY document, document_uid
