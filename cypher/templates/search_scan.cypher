// A search that looks at every node: for words that no index finds.
// makes search/scan once
MATCH (n:{{searched: "*" by "|"}})
{{found}}
