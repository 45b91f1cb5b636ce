// ---
// zh: 各层级重复出现的要求
// en: "Demands that come again at other levels"
// params:
//   min_similarity: {type: float, default: 0.5, doc: 二字组的相似度 0 至 1 / likeness of character pairs}
// post: repeated
// scans: [Event]
// returns: {text: str, level: str, agency: str, date: str, other_text: str, other_level: str, other_agency: str, other_date: str, similarity: float, directive_uid: str, other_uid: str}
// ---
MATCH (d:Directive)-[:AT]->(e:Event)
OPTIONAL MATCH (h:Agency)-[:HOSTED]->(e)
RETURN d.text AS text, min(h.level) AS level, min(h.name) AS agency, e.date AS date, d.uid AS uid
ORDER BY uid
