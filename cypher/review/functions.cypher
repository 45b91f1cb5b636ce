// The functions and levels of some agencies.
MATCH (a:Agency)
WHERE a.uid IN $uids
RETURN a.uid AS uid, a.function AS function, a.level AS level
ORDER BY uid
