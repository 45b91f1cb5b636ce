// What the graph holds of some nodes that are about to be written.
// makes write/known/{{label}} for each label of a thing
UNWIND $uids AS uid
MATCH (n:{{label}} {uid: uid})
RETURN uid, labels(n) AS labels, properties(n) AS properties
