"""The version of the extraction: a document that another one read is read again, and a store says which those are."""

EXTRACTOR = "30"  # rises when the same text would give another document or facts
