"""What can go wrong when somebody takes their data home."""

from rallyboard.kit.errors import TooMany


class TooManyExports(TooMany):
    """One account asks for everything again and again."""

    code = "privacy/too_many_exports"
    title = "Too many exports"
