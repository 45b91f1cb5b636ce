// An earlier version, and the document that is in its place.
MATCH (v:Version {uid: $uid})-[:VERSION_OF]->(d:Document)
RETURN properties(v) AS properties, d.uid AS document
