// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE FULLTEXT INDEX post_search IF NOT EXISTS FOR (n:Post) ON EACH [n.name]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: false}}
