MATCH (m:Meta {uid: $uid})
DETACH DELETE m
