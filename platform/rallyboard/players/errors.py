"""What can go wrong with players: looking for one, changing a profile, sending a picture, making friends."""

from rallyboard.kit.errors import Conflict, Forbidden, Invalid, NotFound, TooMany, Unavailable


class NoSuchPlayer(NotFound):
    """No player has this slug."""

    code = "players/no_such_player"
    title = "No such player"


class TooManyArrivals(TooMany):
    """One address brings more new guests than people would."""

    code = "players/too_many_arrivals"
    title = "Too many new guests"


class TooManySearches(TooMany):
    """One address, or all of them together, search more than people would."""

    code = "players/too_many_searches"
    title = "Too many searches"


class NameHeld(Conflict):
    """The name belongs to an account, where it is checked to be nobody else's."""

    code = "players/name_held"
    title = "The name belongs to your account"


class ProfileRefused(Invalid):
    """A part of the profile cannot be shown to other people as it is; `field` says which."""

    code = "players/profile_refused"
    title = "This cannot be on a profile"


class NotShown(Forbidden):
    """The player lets only some people see their matches, and who asks is none of them."""

    code = "players/not_shown"
    title = "This player keeps their matches to themselves"


class PictureRefused(Invalid):
    """The file is no picture that can be shown."""

    code = "players/picture_refused"
    title = "This picture cannot be used"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, field="body")


class TooManyPictures(TooMany):
    """One player sends pictures faster than people change their minds."""

    code = "players/too_many_pictures"
    title = "Too many pictures"


class StudioBusy(Unavailable):
    """More pictures wait to be made smaller than this machine can take at once."""

    code = "players/studio_busy"
    title = "Many pictures are being made just now"


class NoAvatar(NotFound):
    """The player has no picture; the drawn one stands for them."""

    code = "players/no_avatar"
    title = "No picture"


class Yourself(Invalid):
    """Nobody can be their own friend, or block themselves."""

    code = "players/yourself"
    title = "That is you"


class NotBefriended(Conflict):
    """House bots and guests have no account, so they can be nobody's friends."""

    code = "players/not_befriended"
    title = "Only players with an account can be friends"


class NotBlocked(Conflict):
    """House bots do nothing that one would have to block."""

    code = "players/not_blocked"
    title = "This player cannot be blocked"


class BlockedByYou(Conflict):
    """The one who asks blocks the other."""

    code = "players/blocked_by_you"
    title = "You block this player"


class TooManyFriends(Conflict):
    """One of the two has as many friends as are kept."""

    code = "players/too_many_friends"
    title = "Too many friends"


class TooManyBlocks(Conflict):
    """As many players are blocked as are kept."""

    code = "players/too_many_blocks"
    title = "Too many blocked players"


class TooManyAsks(TooMany):
    """Too many asked at once, or too many without an answer."""

    code = "players/too_many_asks"
    title = "Too many friend requests"
