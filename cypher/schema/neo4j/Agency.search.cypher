// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE FULLTEXT INDEX agency_search IF NOT EXISTS FOR (n:Agency) ON EACH [n.name, n.aliases]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: false}}
