// ---
// zh: 要求
// en: "Directives: demands made at events"
// params:
//   q: {type: str, doc: 要求原文的一部分 / part of the demand, example: 水环境}
//   event: {type: str, doc: 活动的 uid 或名称 / event by uid or name}
//   speaker: {type: str, doc: "提出者的 uid 或名称 / who gave it, by uid or name"}
//   plan: {type: str, doc: 所及规划的 uid 或名称 / plan that it is about}
//   modality: {type: str, doc: 情态 / modality, example: 要, one_of: [要, 必须, 不得, 希望, 应, 严禁, 不搞, 无]}
//   prohibition: {type: bool, doc: 只列禁止性的 / what forbids}
//   sort: {type: str, default: uid, one_of: [uid, text], doc: 排序 / order}
// returns: {uid: str, text: str, verb: str, modality: str, prohibition: bool, seq: int, speakers: list, event: str, event_uid: str, key: str}
// ---
MATCH (n:Directive)
WHERE ($q IS NULL OR n.text CONTAINS $q)
  AND ($event IS NULL OR EXISTS { MATCH (n)-[:AT]->(e:Event) WHERE e.uid = $event OR e.name = $event })
  AND ($speaker IS NULL OR EXISTS { MATCH (n)<-[:GAVE]-(s) WHERE s.uid = $speaker OR s.name = $speaker })
  AND ($plan IS NULL OR EXISTS { MATCH (n)-[:ABOUT]->(p:Plan) WHERE p.uid = $plan OR p.name = $plan })
  AND ($modality IS NULL OR n.modality = $modality)
  AND ($prohibition IS NULL OR coalesce(n.prohibition, false) = $prohibition)
WITH n, CASE $sort WHEN 'text' THEN n.text ELSE n.uid END AS key
WHERE $after IS NULL
   OR ($descending AND (key < $after OR (key = $after AND n.uid < $after_uid)))
   OR (NOT $descending AND (key > $after OR (key = $after AND n.uid > $after_uid)))
WITH n, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE n.uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN n.uid ELSE '' END DESC
LIMIT $limit
RETURN n.uid AS uid, n.text AS text, n.verb AS verb, n.modality AS modality,
       coalesce(n.prohibition, false) AS prohibition, n.seq AS seq, [(n)<-[:GAVE]-(s) | s.name] AS speakers,
       head([(n)-[:AT]->(e:Event) | e.name]) AS event, head([(n)-[:AT]->(e:Event) | e.uid]) AS event_uid, key
ORDER BY CASE WHEN $descending THEN '' ELSE key END, CASE WHEN $descending THEN '' ELSE uid END,
         CASE WHEN $descending THEN key ELSE '' END DESC, CASE WHEN $descending THEN uid ELSE '' END DESC
