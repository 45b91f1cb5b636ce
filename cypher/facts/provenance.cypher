// ---
// zh: 某个事实的出处
// en: "Where a fact comes from"
// params:
//   fact: {type: str, required: true, doc: "事实键、或陈述、节点的 uid / key of the fact, or uid of a statement or node", example: event-1929de5d85a148112983}
// scans: [Statement]
// returns: {predicate: str, quote: str, start: int, end: int, rule: str, confidence: float, document: str, statement_uid: str, document_uid: str, fact: str, derived: bool, page: int, sheet: str, table: int, row: int, column: int, paragraph: int}
// ---
MATCH (s:Statement)-[:FROM]->(d:Document)
WHERE s.fact = $fact OR s.uid = $fact OR s.subject = $fact OR s.object = $fact
RETURN s.predicate AS predicate, s.quote AS quote, s.start AS start, s.end AS end, s.rule AS rule,
       s.confidence AS confidence, coalesce(d.title, d.file) AS document, s.uid AS statement_uid, d.uid AS document_uid,
       s.fact AS fact, s.derived AS derived,
       s.page AS page, s.sheet AS sheet, s.table AS table, s.row AS row, s.column AS column,
       s.paragraph AS paragraph
ORDER BY document, start, predicate
