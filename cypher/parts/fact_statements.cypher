// ---
// zh: 某个事实的全部陈述：文档、起止字符与引语
// en: "Every statement of a fact: document, characters and quote"
// params:
//   fact: {type: str, required: true, doc: 事实键 / key of the fact}
// returns: {uid: str, subject: str, predicate: str, object: str, value: str, quote: str, start: int, end: int, raw_start: int, raw_end: int, rule: str, confidence: float, derived: bool, page: int, sheet: str, table: int, row: int, column: int, paragraph: int, document: str, document_uid: str}
// ---
MATCH (s:Statement {fact: $fact})-[:FROM]->(d:Document)
RETURN s.uid AS uid, s.subject AS subject, s.predicate AS predicate, s.object AS object, s.value AS value, s.quote AS quote,
       s.start AS start, s.end AS end, s.raw_start AS raw_start, s.raw_end AS raw_end, s.rule AS rule,
       s.confidence AS confidence, s.derived AS derived,
       s.page AS page, s.sheet AS sheet, s.table AS table, s.row AS row, s.column AS column,
       s.paragraph AS paragraph, coalesce(d.title, d.file) AS document, d.uid AS document_uid
ORDER BY document_uid, start, uid
