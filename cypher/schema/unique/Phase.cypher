// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE CONSTRAINT phase_uid IF NOT EXISTS FOR (n:Phase) REQUIRE n.uid IS UNIQUE
