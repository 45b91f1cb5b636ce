// zh: 全文检索
// en: Search for words
// 词放在引号里；一个字用 CONTAINS。
// Put the words in quotation marks; for a single character use CONTAINS.
CALL db.index.fulltext.queryNodes('agency_search', '"生态环境局"') YIELD node
RETURN node LIMIT 25
