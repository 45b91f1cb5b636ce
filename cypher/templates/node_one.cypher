// One node, with everything it holds.
// makes nodes/one/{{label}} for each label of a thing or a document
MATCH (n:{{label}} {uid: $uid})
RETURN labels(n) AS labels, properties(n) AS properties
