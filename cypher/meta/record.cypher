MERGE (m:Meta {uid: $uid})
SET m += $properties
