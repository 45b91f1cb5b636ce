// Every statement with the text that it quotes from.
MATCH (s:Statement)-[:FROM]->(d:Document)
RETURN s.uid AS uid, s.quote AS quote, s.start AS start, s.end AS end, d.uid AS document, d.text AS text
