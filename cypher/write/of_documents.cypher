// What some documents stated when they were loaded. It begins at the documents: from the statements it would look at all there are.
UNWIND $documents AS document
MATCH (d:Document {uid: document})
MATCH (d)<-[:FROM]-(s:Statement)
RETURN s.uid AS uid, s.fact AS fact, s.subject AS subject, s.predicate AS predicate, s.object AS object,
       s.value AS value, s.quote AS quote, s.rule AS rule, s.confidence AS confidence, s.derived AS derived, document
