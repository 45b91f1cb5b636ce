// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE CONSTRAINT document_uid IF NOT EXISTS FOR (n:Document) REQUIRE n.uid IS UNIQUE
