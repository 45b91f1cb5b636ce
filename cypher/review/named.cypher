// The labels and names of some nodes, and whether a body's place is known.
MATCH (n) WHERE n.uid IN $uids AND (n:Official OR n:Agency OR n:Plan OR n:Event)
RETURN n.uid AS uid, labels(n) AS labels, n.name AS name, n.resolved AS resolved
