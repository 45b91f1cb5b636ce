// The list of a kind that has no statement of its own in cypher/resources: what it holds, by name, with its closed lists as filters.
// makes lists/{{label}} for each label of a thing
MATCH (n:{{label}})
WHERE ($q IS NULL OR n.name CONTAINS $q)
  {{closed: "AND ($* IS NULL OR n.* = $*)" by " "}}
WITH n, CASE $sort WHEN 'uid' THEN n.uid ELSE n.name END AS key
WHERE $after IS NULL
   OR ($descending AND (key < $after OR (key = $after AND n.uid < $after_uid)))
   OR (NOT $descending AND (key > $after OR (key = $after AND n.uid > $after_uid)))
WITH n, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE n.uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN n.uid ELSE '' END DESC
LIMIT $limit
RETURN {{columns: "n.* AS *" by ", "}}, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN uid ELSE '' END DESC
