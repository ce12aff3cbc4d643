"""The house bots: opponents that see the court once a second and play by keys alone."""
