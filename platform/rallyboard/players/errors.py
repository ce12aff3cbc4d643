"""What can go wrong while looking for a player."""

from rallyboard.kit.errors import NotFound, TooMany


class NoSuchPlayer(NotFound):
    """No player has this slug."""

    code = "players/no_such_player"
    title = "No such player"


class TooManyArrivals(TooMany):
    """One address brings more new guests than people would."""

    code = "players/too_many_arrivals"
    title = "Too many new guests"
