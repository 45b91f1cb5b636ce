// ---
// zh: 同名的官员（待人工确认）
// en: "Officials of one name, for a person to judge"
// scans: [Official]
// returns: {name: str, uids: list, agencies: list, judgement: str}
// ---
MATCH (o:Official)
WITH o.name AS name, collect(o) AS persons
WHERE size(persons) > 1
UNWIND persons AS o
OPTIONAL MATCH (o)-[:HOLDS]->(:Post)-[:IN]->(a:Agency)
WITH name, o, a ORDER BY o.uid, a.name
RETURN name, collect(DISTINCT o.uid) AS uids, collect(DISTINCT a.name) AS agencies, 'open' AS judgement
ORDER BY name
