MATCH (d:Document {uid: $document})
RETURN d.uid AS uid
