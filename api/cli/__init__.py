"""The command line: every command of `envgov`."""
