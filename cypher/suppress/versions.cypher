// Earlier versions that name a person: the characters of the name, and everything that they stated in words with the name.
MATCH (v:Version)
WHERE v.text CONTAINS $name OR v.title CONTAINS $name
SET v.text = replace(v.text, $name, $mask), v.title = replace(v.title, $name, $mask), v.name = replace(v.name, $name, $mask),
    v.stated = [each IN coalesce(v.stated, []) WHERE NOT each CONTAINS $name]
