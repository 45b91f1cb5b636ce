"""The resources of the REST API, one module a subject."""
