// Made by tools/write_statements.py from graph/kinds.yaml.
MATCH (n:Document|Region|Agency|Group|Official|Post|Event|Plan|Phase|Task|Directive)
WITH n, [each IN [n.name, CASE WHEN n:Task OR n:Directive THEN n.text END, n.number] WHERE each IS NOT NULL]
     + coalesce(n.aliases, []) + coalesce(n.short_names, []) AS texts
WHERE ($kinds IS NULL OR any(label IN labels(n) WHERE label IN $kinds))
  AND all(pattern IN $patterns WHERE any(text IN texts WHERE text =~ pattern))
WITH n, CASE
       WHEN any(form IN $forms WHERE form IN texts) THEN 0
       WHEN any(form IN $forms WHERE n.name STARTS WITH form) THEN 1
       WHEN any(form IN $forms WHERE n.name CONTAINS form) THEN 2
       ELSE 3 END AS rank
RETURN n.uid AS uid, labels(n) AS labels, n.name AS name, CASE WHEN n:Task OR n:Directive THEN n.text END AS text, rank
ORDER BY rank, size(name), name, uid SKIP $skip LIMIT $limit
