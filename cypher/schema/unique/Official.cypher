// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE CONSTRAINT official_uid IF NOT EXISTS FOR (n:Official) REQUIRE n.uid IS UNIQUE
