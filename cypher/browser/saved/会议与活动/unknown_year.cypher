// 哪些活动年份未知或系推定，依据是什么？
// Which events have an unknown or inferred year, and on what basis?  (events.unknown_year)
MATCH (e:Event)
WHERE e.date STARTS WITH 'XXXX' OR e.year_basis IN ['published', 'title', 'unknown']
RETURN e.name AS event, e.date AS date, e.year_basis AS basis, e.uid AS event_uid
ORDER BY date, event
