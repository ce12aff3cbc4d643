"""What a visitor says to get a match."""

from typing import Annotated, Literal

import msgspec

RulesetId = Annotated[str, msgspec.Meta(min_length=1, max_length=32)]


class NewMatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`opponent` (a bot's slug) or `level` for bot matches, `alias2` for local ones, `open` for casual ones."""

    mode: Literal["bot", "local", "casual"]
    ruleset: RulesetId
    opponent: Annotated[str, msgspec.Meta(min_length=1, max_length=64)] | None = None
    level: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None
    alias2: Annotated[str, msgspec.Meta(min_length=1, max_length=256)] | None = None
    open: bool = False


class QuickWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The ruleset to be played."""

    ruleset: RulesetId
