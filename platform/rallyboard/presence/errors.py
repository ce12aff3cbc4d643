"""What can go wrong while opening a page's own line."""

from rallyboard.kit.errors import TooMany


class TooManyLines(TooMany):
    """One visitor asks for more lines than pages could be open."""

    code = "presence/too_many_lines"
    title = "Too many open pages"
