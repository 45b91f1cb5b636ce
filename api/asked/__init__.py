"""Questions in words: what a question names, which named query it means, and what else it might."""
