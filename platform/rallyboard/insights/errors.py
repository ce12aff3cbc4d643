"""Why a board cannot be shown, named by what happened."""

from rallyboard.kit.errors import Conflict, Forbidden, Invalid, Unavailable


class NotFinished(Conflict):
    """The match is still waiting or being played; its board begins when it ends."""

    code = "insights/not_finished"
    title = "The match is not finished"


class NothingPlayed(Conflict):
    """The match was called off before a rally, or its log was refused: there is nothing to tell."""

    code = "insights/nothing_played"
    title = "Nothing was counted of this match"


class NotShown(Forbidden):
    """The player lets only some people see their board, and who asks is none of them."""

    code = "insights/not_shown"
    title = "This player keeps their board to themselves"


class BadDates(Invalid):
    """The first day lies after the last."""

    code = "insights/bad_dates"
    title = "The dates are the wrong way round"


class TooBusy(Unavailable):
    """More boards are being made than this machine can make at once."""

    code = "insights/busy"
    title = "Many boards are being made just now"
