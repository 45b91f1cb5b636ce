// Every occasion of the events that share one of some keys, and the documents that state it.
UNWIND $facts AS fact
MATCH (:Statement {fact: fact})-[:SUPPORTS]->(e:Event)
WITH DISTINCT e
MATCH (e)<-[:SUPPORTS]-(o:Statement)-[:FROM]->(d:Document)
WHERE o.predicate = 'occasion'
RETURN d.uid AS document, e.uid AS event, o.value AS value
