// What the graph is made of: the documents and the extractor that read each.
MATCH (d:Document) RETURN d.uid AS uid, d.extractor AS extractor ORDER BY uid
