MATCH (c:Clause)
RETURN count(c) AS clauses
