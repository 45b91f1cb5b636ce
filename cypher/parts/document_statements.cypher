// ---
// zh: 某文档的全部陈述
// en: "Every statement of a document, in text order"
// params:
//   uid: {type: str, required: true, doc: 文档的 uid / uid of the document}
// returns: {uid: str, fact: str, subject: str, predicate: str, object: str, value: str, quote: str, start: int, end: int, rule: str, confidence: float, derived: bool, page: int, sheet: str, table: int, row: int, column: int, paragraph: int}
// ---
MATCH (s:Statement)-[:FROM]->(d:Document {uid: $uid})
RETURN s.uid AS uid, s.fact AS fact, s.subject AS subject, s.predicate AS predicate, s.object AS object, s.value AS value,
       s.quote AS quote, s.start AS start, s.end AS end, s.rule AS rule, s.confidence AS confidence, s.derived AS derived,
       s.page AS page, s.sheet AS sheet, s.table AS table, s.row AS row, s.column AS column,
       s.paragraph AS paragraph
ORDER BY start, predicate, uid
