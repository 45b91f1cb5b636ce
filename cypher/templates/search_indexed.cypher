// A search that asks the full-text indexes.
// makes search/indexed once
UNWIND $indexes AS index
UNWIND $words AS word
CALL db.index.fulltext.queryNodes(index, word) YIELD node
WITH node AS n, count(DISTINCT word) AS found
WHERE found = size($words)
{{found}}
