// Where some facts stand: the quote and the document of each statement.
MATCH (s:Statement)-[:FROM]->(d:Document)
WHERE s.fact IN $facts
RETURN s.fact AS fact, s.quote AS quote, s.start AS start, s.end AS end, s.derived AS derived, s.confidence AS confidence,
       d.uid AS document_uid, d.title AS title, d.number AS number, d.published AS published, d.publisher AS publisher, d.file AS file
ORDER BY document_uid, start, fact
