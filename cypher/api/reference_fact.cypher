// A fact of the gazetteer has no statement.
MATCH (a:Region)-[r:PART_OF {fact: $fact}]->(b:Region)
RETURN type(r) AS type, a.uid AS source_uid, a.name AS source, b.uid AS target_uid, b.name AS target, properties(r) AS properties
LIMIT 1
