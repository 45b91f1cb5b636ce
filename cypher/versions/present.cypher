// The documents that some origins have now, with the versions before them, the oldest first.
UNWIND $origins AS origin
MATCH (d:Document {origin: origin})
OPTIONAL MATCH (v:Version)-[:VERSION_OF]->(d)
WITH d, v ORDER BY v.seq
WITH d, collect(v.uid) AS versions, collect(v.sha256) AS hashes
RETURN d.uid AS uid, properties(d) AS properties, versions, hashes
