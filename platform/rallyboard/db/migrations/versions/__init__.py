"""The steps, in order of their number. A released step is never edited."""
