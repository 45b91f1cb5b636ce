// Statements are found by their facts.
CREATE INDEX statement_fact IF NOT EXISTS FOR (n:Statement) ON (n.fact)
