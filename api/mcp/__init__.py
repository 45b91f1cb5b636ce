"""The tools that a language model may use, over the Model Context Protocol."""
