// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE CONSTRAINT anomaly_uid IF NOT EXISTS FOR (n:Anomaly) REQUIRE n.uid IS UNIQUE
