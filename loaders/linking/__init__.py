"""The linking stage: which division, agency or person a mention means in this document, and why."""
