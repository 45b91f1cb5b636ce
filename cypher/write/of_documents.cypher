// What some documents stated when they were loaded.
UNWIND $documents AS document
MATCH (s:Statement)-[:FROM]->(:Document {uid: document})
RETURN s.uid AS uid, s.fact AS fact, s.subject AS subject, s.predicate AS predicate, s.object AS object,
       s.value AS value, s.quote AS quote, s.rule AS rule, s.confidence AS confidence, s.derived AS derived, document
