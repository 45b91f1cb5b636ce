// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE CONSTRAINT agency_uid IF NOT EXISTS FOR (n:Agency) REQUIRE n.uid IS UNIQUE
