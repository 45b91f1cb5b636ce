// The nodes that a document's statements support.
MATCH (:Document {uid: $document})<-[:FROM]-(:Statement)-[:SUPPORTS]->(n)
RETURN DISTINCT n.uid AS uid, labels(n) AS labels
