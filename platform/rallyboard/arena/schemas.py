"""What the API tells about matches, and what it takes to sit down at one."""

from typing import Literal

import msgspec

from rallyboard.arena.tickets import Role
from rallyboard.players.schemas import Player

Mode = Literal["bot", "casual", "local", "league"]
Status = Literal["waiting", "live", "finished", "void"]
Reason = Literal["score", "resign", "disconnect", "afk", "void"]


class Ruleset(msgspec.Struct, frozen=True):
    """One way to play that can be chosen."""

    id: str
    name: str
    version: str
    target: int
    win_by: int
    default: bool


class SeatCard(msgspec.Struct, frozen=True):
    """A seat; `player` is null while it is free, `connected` says whether somebody is there now."""

    slot: int
    player: Player | None
    connected: bool


class MatchCard(msgspec.Struct, frozen=True):
    """A match at a glance. `your_slots` are the seats of whoever asks; `watch` says whether it can be watched now."""

    id: str
    mode: Mode
    ruleset: str
    status: Status
    created_at: str
    started_at: str | None
    finished_at: str | None
    reason: Reason | None
    winner_slot: int | None
    scores: tuple[int, int]
    ticks: int
    seats: list[SeatCard]
    your_slots: list[int]
    invite_code: str | None
    watch: bool


class TicketWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the ticket is for: to play in one's own seat, or to watch."""

    role: Role


class Ticket(msgspec.Struct, frozen=True):
    """Send `ticket` in the first frame of the socket at `socket`, once, within `expires_in` seconds."""

    ticket: str
    expires_in: int
    socket: str
