// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE FULLTEXT INDEX plan_search IF NOT EXISTS FOR (n:Plan) ON EACH [n.name, n.number]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: false}}
