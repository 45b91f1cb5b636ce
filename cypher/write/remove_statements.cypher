MATCH (:Document {uid: $document})<-[:FROM]-(s:Statement)
DETACH DELETE s
