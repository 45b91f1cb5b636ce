// The characters of a person's name, in the texts that named them and in the quotes of those texts. The text before repair
// goes: a name may be spelt there with spaces or in other characters, so that no replacement finds it.
MATCH (:Official {uid: $target})<-[:SUPPORTS]-(:Statement)-[:FROM]->(d:Document)
WITH DISTINCT d
MATCH (s:Statement)-[:FROM]->(d)
WITH d, collect(s) AS statements
SET d.raw = null, d.removals = null, d.text = replace(d.text, $name, $mask), d.title = replace(d.title, $name, $mask)
WITH statements
UNWIND statements AS s
SET s.quote = replace(s.quote, $name, $mask), s.value = replace(s.value, $name, $mask)
