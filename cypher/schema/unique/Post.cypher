// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE CONSTRAINT post_uid IF NOT EXISTS FOR (n:Post) REQUIRE n.uid IS UNIQUE
