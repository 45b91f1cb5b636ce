// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE CONSTRAINT plan_uid IF NOT EXISTS FOR (n:Plan) REQUIRE n.uid IS UNIQUE
