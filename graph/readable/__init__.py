"""The part of Cypher that only reads and is bounded, as a grammar: what it does not know is refused, however it is spelt."""
