// How many documents state each of some facts.
UNWIND $facts AS fact
MATCH (:Statement {fact: fact})-[:FROM]->(d:Document)
RETURN fact, count(DISTINCT d.uid) AS documents
