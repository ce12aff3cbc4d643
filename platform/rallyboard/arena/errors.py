"""What can go wrong around a live match, named by what happened."""

from rallyboard.kit.errors import Conflict, Forbidden, Invalid, NotFound, TooMany, Unavailable


class NoSuchMatch(NotFound):
    """No match has this id."""

    code = "arena/no_such_match"
    title = "No such match"


class WhoseMatches(Invalid):
    """An opponent or a result is asked for, but not of which player."""

    code = "arena/whose_matches"
    title = "Whose matches?"


class NoSuchRuleset(Invalid):
    """The ruleset asked for is not offered."""

    code = "arena/no_such_ruleset"
    title = "No such ruleset"


class NoSuchBot(Invalid):
    """The house bot asked for is not on the roster."""

    code = "arena/no_such_bot"
    title = "No such house bot"


class SeatTaken(Conflict):
    """Both seats of the match are held by others."""

    code = "arena/seat_taken"
    title = "The seat is taken"


class MatchOver(Conflict):
    """The match is over, so there is nothing left to play or watch live."""

    code = "arena/match_over"
    title = "The match is over"


class NotYourMatch(Forbidden):
    """A seat is asked for by somebody who does not sit in this match."""

    code = "arena/not_your_match"
    title = "Not your match"


class NotFinished(Conflict):
    """The log is asked for while the match is still being played."""

    code = "arena/not_finished"
    title = "The match is not finished"


class TooManyMatches(TooMany):
    """One player has more open matches than anybody can play."""

    code = "arena/too_many_matches"
    title = "Too many open matches"


class TooManyTickets(TooMany):
    """One player asks for tickets faster than sockets can use them."""

    code = "arena/too_many_tickets"
    title = "Too many tickets"


class ArenaFull(Unavailable):
    """The arena takes no new match now: full, saving is paused, or the server is about to stop."""

    code = "arena/full"
    title = "No new match can start just now"
