"""From files to the store: reading, extracting, writing, and the jobs of uploads."""
