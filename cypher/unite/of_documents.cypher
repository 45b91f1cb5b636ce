// The occasions that some documents state.
UNWIND $documents AS document
MATCH (d:Document {uid: document})<-[:FROM]-(o:Statement)
WHERE o.predicate = 'occasion'
RETURN d.uid AS document, o.subject AS event, o.value AS value
