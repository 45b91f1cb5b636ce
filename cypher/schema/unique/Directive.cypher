// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE CONSTRAINT directive_uid IF NOT EXISTS FOR (n:Directive) REQUIRE n.uid IS UNIQUE
