MATCH (n:Official {uid: $target})
DETACH DELETE n
