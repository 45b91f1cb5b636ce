// ---
// zh: 文档
// en: "Loaded documents"
// params:
//   q: {type: str, doc: 标题或文件名的一部分 / part of the title or the file name, example: 通知}
//   kind: {type: str, doc: 体裁 / genre}
//   publisher: {type: str, doc: 来源 / publisher}
//   since: {type: str, doc: 发布日期不早于（EDTF 前缀比较）/ published not before, example: 2019}
//   until: {type: str, doc: 发布日期不晚于 / published not after, example: 2025}
//   sort: {type: str, default: file, one_of: [file, published, title, uid], doc: 排序 / order}
// returns: {uid: str, title: str, file: str, published: str, kind: str, number: str, publisher: str, url: str, script: str, chars: int, sha256: str, statements: int, key: str}
// ---
MATCH (n:Document)
WHERE ($q IS NULL OR n.title CONTAINS $q OR n.file CONTAINS $q)
  AND ($kind IS NULL OR n.kind = $kind)
  AND ($publisher IS NULL OR n.publisher = $publisher)
  AND ($since IS NULL OR n.published >= $since)
  AND ($until IS NULL OR n.published <= $until)
WITH n, CASE $sort WHEN 'published' THEN coalesce(n.published, '') WHEN 'title' THEN coalesce(n.title, '') WHEN 'uid' THEN n.uid ELSE n.file END AS key
WHERE $after IS NULL
   OR ($descending AND (key < $after OR (key = $after AND n.uid < $after_uid)))
   OR (NOT $descending AND (key > $after OR (key = $after AND n.uid > $after_uid)))
WITH n, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE n.uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN n.uid ELSE '' END DESC
LIMIT $limit
RETURN n.uid AS uid, n.title AS title, n.file AS file, n.published AS published, n.kind AS kind, n.number AS number,
       n.publisher AS publisher, n.url AS url, n.script AS script, n.chars AS chars, n.sha256 AS sha256,
       size([(n)<-[:FROM]-(s:Statement) | s.uid]) AS statements, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN uid ELSE '' END DESC
