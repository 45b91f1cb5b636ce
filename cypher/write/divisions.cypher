// How many divisions there are: the engine knows it without looking at the graph.
MATCH (r:Region)
RETURN count(r) AS divisions
