// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE FULLTEXT INDEX directive_search IF NOT EXISTS FOR (n:Directive) ON EACH [n.text]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: false}}
