"""Insights: the boards as the site serves them, with the names of players joined and the load bounded."""
