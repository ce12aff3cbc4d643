"""What the API tells about players."""

from typing import Literal

import msgspec

Kind = Literal["guest", "ai", "human"]


class Player(msgspec.Struct, frozen=True):
    """One player as others see them; `level` is 1 to 5 for house bots and null for people."""

    key: str
    name: str
    slug: str
    kind: Kind
    level: int | None
    about: str | None
    joined_at: str


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
