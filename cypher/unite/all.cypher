// Every occasion that any document states.
MATCH (o:Statement)-[:FROM]->(d:Document)
WHERE o.predicate = 'occasion'
RETURN d.uid AS document, o.subject AS event, o.value AS value
