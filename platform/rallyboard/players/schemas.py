"""What the API tells about players."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

Kind = Literal["guest", "ai", "human"]
Sort = Literal["name", "newest", "oldest"]
Visibility = Literal["everyone", "members", "friends", "me"]
Presence = Literal["playing", "watching", "idle", "offline"]
Friendship = Literal["self", "friends", "asked", "asking", "blocked", "none"]


class Player(msgspec.Struct, frozen=True):
    """One player as others see them; `level` is 1 to 5 for house bots and null for people.

    `avatar` is the address of their picture; null asks for the drawn one.
    """

    key: str
    name: str
    slug: str
    kind: Kind
    level: int | None
    about: str | None
    joined_at: str
    country: str | None
    avatar: str | None


class Me(msgspec.Struct, frozen=True):
    """Who this browser is: null before an alias was chosen."""

    player: Player | None


class Alias(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The name to be shown: 2 to 24 letters, digits, spaces and . _ - of one alphabet."""

    alias: str


class Bot(msgspec.Struct, frozen=True):
    """A house bot that can be challenged."""

    slug: str
    name: str
    level: int
    about: str
    player_key: str


class Record(msgspec.Struct, frozen=True):
    """How many finished matches a player won and lost."""

    wins: int
    losses: int


class Profile(msgspec.Struct, frozen=True):
    """A player's page, as whoever asks may see it.

    `friendship` is that of the asker: `asked` waits for this player's answer, `asking` for the asker's. `record` is
    null for those who may not see the boards. Whether this player blocks the asker is told nowhere.
    """

    player: Player
    about: str | None
    country: str | None
    links: list[str]
    avatar: str | None
    record: Record | None
    presence: Presence
    friendship: Friendship
    may_see_board: bool


class ProfileChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; null clears. Country: two letters of ISO 3166. Links: at most 5, https."""

    about: Annotated[str, Meta(max_length=1000)] | UnsetType | None = UNSET
    country: Annotated[str, Meta(min_length=2, max_length=2)] | UnsetType | None = UNSET
    links: Annotated[list[Annotated[str, Meta(max_length=400)]], Meta(max_length=20)] | UnsetType = UNSET


class Privacy(msgspec.Struct, frozen=True):
    """Who sees one's boards, and whether others are told "offline" whatever one does."""

    visibility: Visibility
    invisible: bool


class PrivacyChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays."""

    visibility: Visibility | UnsetType = UNSET
    invisible: bool | UnsetType = UNSET


class Avatar(msgspec.Struct, frozen=True):
    """Where the new picture is."""

    avatar: str


class Friend(msgspec.Struct, frozen=True):
    """Somebody on one of the three lists; what they are doing is told of friends only."""

    player: Player
    presence: Presence
    since: str


class Friends(msgspec.Struct, frozen=True):
    """Friends by name; those one `asked`, and those who are `asking`, newest first."""

    friends: list[Friend]
    asked: list[Friend]
    asking: list[Friend]


class Standing(msgspec.Struct, frozen=True):
    """How the two stand now: `asked`, or `friends` when the other had asked before."""

    friendship: Friendship
