"""Score extracted records against gold records: precision, recall and F1 per kind of entity and of relation."""
