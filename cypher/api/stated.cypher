MATCH (s:Statement {fact: $fact}) RETURN s.subject AS subject, s.predicate AS predicate, s.value AS value LIMIT 1
