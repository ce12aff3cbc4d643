"""Everybody who can sit at the court: guests, house bots, later account holders."""
