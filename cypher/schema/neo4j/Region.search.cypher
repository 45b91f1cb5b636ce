// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE FULLTEXT INDEX region_search IF NOT EXISTS FOR (n:Region) ON EACH [n.name, n.short_names]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: false}}
