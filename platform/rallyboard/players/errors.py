"""What can go wrong while looking for a player."""

from rallyboard.kit.errors import NotFound


class NoSuchPlayer(NotFound):
    """No player has this slug."""

    code = "players/no_such_player"
    title = "No such player"
