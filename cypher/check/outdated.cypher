// The documents that another version of the extractor read.
MATCH (d:Document)
WHERE d.extractor <> $extractor
RETURN d.uid AS uid, d.file AS file, d.extractor AS extractor
ORDER BY file, uid
