"""The facts stage: what the linked mentions state, each with the characters that state it."""
