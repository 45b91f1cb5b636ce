"""What a text is made of: lines, tables, front matter, sections, the head of a document."""
