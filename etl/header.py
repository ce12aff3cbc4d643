"""The header of a match log, checked strictly: a wrong type or a missing field is a flaw with its place."""

from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

import msgspec

from etl.rejects import Flaw, Reason
from game_engine.errors import UnknownRules
from game_engine.rulesets import Ruleset, by_hash

VERSION: Final = "rallyboard.log/1"

Slot = Annotated[int, msgspec.Meta(ge=0, le=1)]
Word = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_.@-]{1,64}$")]


class Config(msgspec.Struct, frozen=True):
    """How the match was set up."""

    map: str
    target: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    by2: bool
    team: Annotated[int, msgspec.Meta(ge=1, le=4)]
    serve0: Slot
    items: bool


class Seat(msgspec.Struct, frozen=True):
    """Who sat where. `ai` is a level such as `L3`, `bot` the slug of a house bot."""

    slot: Slot
    player_key: UUID
    kind: Annotated[str, msgspec.Meta(pattern="^(human|guest|ai)$")]
    ai: Word | None = None
    bot: Word | None = None

    @property
    def level(self) -> int | None:
        """The bot's level as a number, None for people."""
        digits = (self.ai or "")[1:2]
        return int(digits) if digits.isascii() and digits.isdecimal() else None


class Header(msgspec.Struct, frozen=True):
    """The fields of `rallyboard.log/1` that the ETL reads; others are left alone."""

    v: str
    match: UUID
    rules: str
    ruleset: str
    rules_sha: str
    started_at: datetime
    mode: Word
    cfg: Config
    players: tuple[Seat, Seat]

    @property
    def started(self) -> datetime:
        """When tick 0 was, in UTC without a zone, as the warehouse keeps times."""
        return self.started_at.astimezone(UTC).replace(tzinfo=None)


def read(raw: dict[str, object]) -> Header | Flaw:
    """The header's fields by type, or what is wrong with them."""
    try:
        header = msgspec.convert(raw, Header)
    except (msgspec.ValidationError, UnicodeError) as error:
        return Flaw("header", Reason.BAD_HEADER, str(error))
    return _consistent(header)


def rules_of(header: Header) -> Ruleset | Flaw:
    """The rules the header names by hash, if this engine has them and the header agrees with them."""
    try:
        rules = by_hash(header.rules_sha)
    except UnknownRules as error:
        return Flaw("header.rules_sha", Reason.UNKNOWN_RULES, str(error))
    stated = (header.rules, header.ruleset, header.cfg.target, header.cfg.by2)
    if stated != (rules.version, rules.id, rules.target, rules.win_by == 2):
        return Flaw("header.cfg", Reason.BAD_HEADER, f"{stated} is not what rules_sha stands for")
    return rules


def _consistent(header: Header) -> Header | Flaw:
    first, second = header.players
    if header.v != VERSION:
        return Flaw("header.v", Reason.UNKNOWN_VERSION, f"this ETL reads {VERSION}, not {header.v!r}")
    if (first.slot, second.slot) != (0, 1):
        return Flaw("header.players", Reason.BAD_HEADER, "the seats must be slot 0, then slot 1")
    if header.started_at.tzinfo is None:
        return Flaw("header.started_at", Reason.BAD_HEADER, "a time needs its zone")
    if not 1 < header.started_at.year < 9999:
        return Flaw("header.started_at", Reason.BAD_HEADER, "a year must lie between 2 and 9998")
    return header
