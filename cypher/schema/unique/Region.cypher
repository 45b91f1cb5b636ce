// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE CONSTRAINT region_uid IF NOT EXISTS FOR (n:Region) REQUIRE n.uid IS UNIQUE
