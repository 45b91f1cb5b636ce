"""Briefings of a plan, an agency, an event or a region: slides, Word, pictures."""
