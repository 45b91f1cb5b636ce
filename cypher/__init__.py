"""Named queries and the statements that write, one file each; this package holds only data."""
