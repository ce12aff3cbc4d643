"""A fixture: what a match is before anything happens in it, enough to begin it again from the journal alone."""

import secrets
from datetime import datetime
from uuid import UUID

import msgspec

from game_engine import Ruleset, ruleset
from game_engine.bots.roster import Bot, bot
from game_engine.log import Config, Header, Player

SEED_BITS = 31


class SeatPlan(msgspec.Struct, frozen=True):
    """Who sits in a slot; `bot` and `seed` for house bots only."""

    player_key: str
    kind: str
    bot: str | None = None
    seed: int | None = None


class Fixture(msgspec.Struct, frozen=True):
    """`seats[slot]` is None while nobody has taken it. Times are ISO 8601 UTC."""

    match_id: str
    mode: str
    ruleset: str
    serve0: int
    created_at: str
    seats: tuple[SeatPlan | None, SeatPlan | None]
    started_at: str = ""

    @property
    def uuid(self) -> UUID:
        """The match's id."""
        return UUID(self.match_id)

    @property
    def rules(self) -> Ruleset:
        """The rules it is played by."""
        return ruleset(self.ruleset)

    @property
    def full(self) -> bool:
        """Whether both seats are taken."""
        return None not in self.seats

    def seated(self, slot: int, plan: SeatPlan) -> "Fixture":
        """The same with this seat taken."""
        seats = (plan, self.seats[1]) if slot == 0 else (self.seats[0], plan)
        return msgspec.structs.replace(self, seats=seats)

    def starting(self, at: datetime) -> "Fixture":
        """The same with the date of its tick 0."""
        return msgspec.structs.replace(self, started_at=at.isoformat(timespec="milliseconds"))

    def slots_of(self, player_key: str | None) -> tuple[int, ...]:
        """The seats this player's socket holds: in local play the one who opened the match holds both."""
        if player_key is None:
            return ()
        held = tuple(slot for slot, seat in enumerate(self.seats) if seat and seat.player_key == player_key)
        return (0, 1) if self.mode == "local" and held == (0,) else held

    def header(self) -> Header:
        """The first part of the match's log."""
        rules = self.rules
        return Header(
            match=self.match_id, rules=rules.version, ruleset=rules.id, rules_sha=rules.sha(),
            started_at=self.started_at, mode=self.mode,
            cfg=Config(rules.map, rules.target, rules.win_by == 2, rules.team, self.serve0, rules.items),
            players=tuple(_player(slot, seat) for slot, seat in enumerate(self.seats) if seat is not None),
        )  # fmt: skip

    def pack(self) -> bytes:
        """As the journal keeps it."""
        return msgspec.json.encode(self)


def unpack(body: bytes) -> Fixture:
    """What `pack` wrote; raises msgspec.MsgspecError."""
    return msgspec.json.decode(body, type=Fixture)


def bot_seat(opponent: Bot, player_key: str) -> SeatPlan:
    """A seat for a house bot, with a fresh seed for its noise."""
    return SeatPlan(player_key, "ai", opponent.slug, secrets.randbits(SEED_BITS))


def _player(slot: int, seat: SeatPlan) -> Player:
    level = None if seat.bot is None else f"L{bot(seat.bot).level}"
    return Player(slot, seat.player_key, seat.kind, level, seat.bot, seat.seed)
