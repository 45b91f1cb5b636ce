"""The graph: its kinds, its identifiers, the store that holds it and the queries that read it."""
