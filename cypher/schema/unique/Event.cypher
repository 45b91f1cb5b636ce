// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE CONSTRAINT event_uid IF NOT EXISTS FOR (n:Event) REQUIRE n.uid IS UNIQUE
