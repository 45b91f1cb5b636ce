// The full-text index of a label.
// makes schema/neo4j/{{label}}.search for each label searched
CREATE FULLTEXT INDEX {{lower}}_search IF NOT EXISTS FOR (n:{{label}}) ON EACH [{{properties: "n.*" by ", "}}]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: false}}
