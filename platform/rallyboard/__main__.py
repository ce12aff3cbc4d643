"""`python -m rallyboard`, and what the console script calls."""

from rallyboard.cli import main

if __name__ == "__main__":
    main()
