// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE CONSTRAINT statement_uid IF NOT EXISTS FOR (n:Statement) REQUIRE n.uid IS UNIQUE
