// The earlier versions of a document that is removed; or one of them alone. Each is found by its uid, never by going through all.
OPTIONAL MATCH (:Document {uid: $uid})<-[:VERSION_OF]-(before:Version)
WITH collect(before) AS earlier
OPTIONAL MATCH (one:Version {uid: $uid})
WITH earlier, collect(one) AS alone
UNWIND earlier + alone AS v
WITH v, v.uid AS uid
DETACH DELETE v
RETURN count(uid) AS removed
