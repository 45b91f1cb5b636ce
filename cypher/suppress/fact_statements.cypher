MATCH (s:Statement {fact: $target})
DETACH DELETE s
