// What earlier versions stated of the fact.
MATCH (v:Version)
WHERE any(each IN coalesce(v.stated, []) WHERE each CONTAINS $target)
SET v.stated = [each IN v.stated WHERE NOT each CONTAINS $target]
