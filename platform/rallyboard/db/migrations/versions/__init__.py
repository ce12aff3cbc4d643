"""The steps, in order of their number. A released step is never edited.

A new step is a new file here and a new `HEAD` in `db/migrate.py`. It is written by hand: run
tests/rallyboard/db/test_migrate.py, which compares the tables with the rooms' models and names what is missing.
"""
