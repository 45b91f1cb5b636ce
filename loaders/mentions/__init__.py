"""The mention stage: regions, agencies, officials, plans and groups as the text writes them."""
