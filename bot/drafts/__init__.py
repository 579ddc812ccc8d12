"""Guided drafting: from what a person says to a request that the desk can decide on."""
