// The events that the documents' own events with these uids are one with.
UNWIND $uids AS uid
MATCH (o:Statement)-[:SUPPORTS]->(e:Event)
WHERE o.predicate = 'occasion' AND o.value CONTAINS uid
RETURN DISTINCT uid, labels(e) AS labels, e.name AS name
