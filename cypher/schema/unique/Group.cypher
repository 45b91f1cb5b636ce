// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE CONSTRAINT group_uid IF NOT EXISTS FOR (n:Group) REQUIRE n.uid IS UNIQUE
