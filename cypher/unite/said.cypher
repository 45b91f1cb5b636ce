// What some documents say of some events, with both ends of what they say.
UNWIND $rows AS row
MATCH (e:Event {uid: row.event})<-[:SUPPORTS]-(s:Statement)-[:FROM]->(d:Document {uid: row.document})
MATCH (s)-[:SUPPORTS]->(n)
RETURN d.uid AS document, e.uid AS event, properties(s) AS properties, n.uid AS end, labels(n) AS labels,
       n.name AS name, n.kind AS kind
