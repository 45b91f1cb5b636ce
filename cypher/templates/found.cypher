// What both searches end with. The text of a document is no name of it, so it is left out; the text of a task is its name in full.
// ArcadeDB takes a phrase loosely where signs stand inside it, so every word is confirmed in the texts themselves.
// The engines score differently, so their scores are not asked for: the same rows in the same order come from both.
WITH n, [each IN [n.name, CASE WHEN {{long: "n:*" by " OR "}} THEN n.text END, n.number] WHERE each IS NOT NULL]
     + coalesce(n.aliases, []) + coalesce(n.short_names, []) AS texts
WHERE ($kinds IS NULL OR any(label IN labels(n) WHERE label IN $kinds))
  AND all(pattern IN $patterns WHERE any(text IN texts WHERE text =~ pattern))
WITH n, CASE
       WHEN any(form IN $forms WHERE form IN texts) THEN 0
       WHEN any(form IN $forms WHERE n.name STARTS WITH form) THEN 1
       WHEN any(form IN $forms WHERE n.name CONTAINS form) THEN 2
       ELSE 3 END AS rank
RETURN n.uid AS uid, labels(n) AS labels, n.name AS name, CASE WHEN {{long: "n:*" by " OR "}} THEN n.text END AS text, rank
ORDER BY rank, size(name), name, uid SKIP $skip LIMIT $limit
