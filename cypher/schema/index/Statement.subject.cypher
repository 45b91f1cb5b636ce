// Statements are found by what they are about.
CREATE INDEX statement_subject IF NOT EXISTS FOR (n:Statement) ON (n.subject)
