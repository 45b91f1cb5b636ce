"""From a text to facts: documents, repair, sections, mentions, linking, facts."""
