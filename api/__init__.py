"""What people and apps touch: the command line, the REST API, pages and exports."""
