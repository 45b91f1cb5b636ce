// Every node of a label, in an order that does not depend on the engine.
// makes read/nodes/{{label}} for each label
MATCH (n:{{label}})
RETURN labels(n) AS labels, properties(n) AS properties
ORDER BY n.uid
