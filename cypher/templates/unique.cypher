// A uid belongs to one node.
// makes schema/unique/{{label}} for each label
CREATE CONSTRAINT {{lower}}_uid IF NOT EXISTS FOR (n:{{label}}) REQUIRE n.uid IS UNIQUE
