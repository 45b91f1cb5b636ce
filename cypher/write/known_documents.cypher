// Which of some documents are there already, as whom they were read, and how many statements each makes.
UNWIND $uids AS uid
MATCH (d:Document {uid: uid})
OPTIONAL MATCH (d)<-[:FROM]-(s:Statement)
RETURN uid, d.sha256 AS sha256, d.extractor AS extractor, d.decisions AS decisions, count(s) AS statements
