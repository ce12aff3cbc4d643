"""What can go wrong before a match begins."""

from rallyboard.kit.errors import Invalid, NotFound, TooMany


class NoSuchInvitation(NotFound):
    """No open invitation has this code."""

    code = "matchmaking/no_such_invitation"
    title = "No such invitation"


class AliasMissing(Invalid):
    """Two players on one keyboard need two names."""

    code = "matchmaking/alias_missing"
    title = "The second player needs a name"


class TooManyOpenings(TooMany):
    """One address opens matches as no group of people does."""

    code = "matchmaking/too_many_openings"
    title = "Too many matches at once"
