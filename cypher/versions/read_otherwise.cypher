// The earlier versions of some documents that another version of the extractor read.
UNWIND $documents AS document
MATCH (v:Version)-[:VERSION_OF]->(:Document {uid: document})
WHERE v.extractor IS NULL OR v.extractor <> $extractor
RETURN v.uid AS uid, v.name AS name, properties(v) AS properties
