// The earlier versions of a document, the oldest first.
MATCH (v:Version)-[:VERSION_OF]->(:Document {uid: $document})
RETURN properties(v) AS properties
ORDER BY properties.seq
