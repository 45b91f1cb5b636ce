"""What became of each clause of a document, and which of those that gave nothing look like a fact."""
