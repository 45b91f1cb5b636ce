// An index of names. Where names are searched, the embedded engine allows none beside the full-text index.
// makes schema/neo4j/{{label}} for each label searched by name
// makes schema/index/{{label}} for each label not searched by name
CREATE INDEX {{lower}}_name IF NOT EXISTS FOR (n:{{label}}) ON (n.name)
