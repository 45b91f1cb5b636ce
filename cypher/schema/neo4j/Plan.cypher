// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX plan_name IF NOT EXISTS FOR (n:Plan) ON (n.name)
