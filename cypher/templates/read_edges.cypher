// Every edge of a type, with its ends.
// makes read/edges/{{type}} for each relationship
MATCH (a)-[r:{{type}}]->(b)
RETURN labels(a) AS source_labels, a.uid AS source, labels(b) AS target_labels, b.uid AS target, properties(r) AS properties
ORDER BY source, target, r.fact
