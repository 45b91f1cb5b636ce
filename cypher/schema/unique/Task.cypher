// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE CONSTRAINT task_uid IF NOT EXISTS FOR (n:Task) REQUIRE n.uid IS UNIQUE
