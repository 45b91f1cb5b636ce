// Whoever writes a document holds this node until the transaction ends: facts are added up from all their statements, so
// two writers that do not see each other would add up wrongly.
MERGE (m:Meta {uid: 'meta-writer'})
SET m.name = 'meta-writer', m.kind = 'writer', m.value = $document
