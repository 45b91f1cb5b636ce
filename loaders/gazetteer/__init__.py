"""The reference data that names are resolved against: divisions, kinds of agency, posts, document numbers."""
