// A named query for tools that know no parameters: its values stand in one map on top.
WITH {$given} AS given
CALL (given) {
$query
}
RETURN $columns
