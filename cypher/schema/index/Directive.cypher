// Made by tools/write_statements.py from graph/kinds.yaml.
CREATE INDEX directive_name IF NOT EXISTS FOR (n:Directive) ON (n.name)
