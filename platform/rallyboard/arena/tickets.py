"""Tickets: how a browser proves in the first frame of a socket who it is, without a secret in any address.

A ticket opens one socket, once, within 30 s, for one player, one match and one role. Only its hash is kept, in
memory: a restart forgets tickets, and the page asks for a new one.
"""

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final, Literal

from rallyboard.accounts.standing import NOTHING, Standing
from rallyboard.arena.clock import SECOND, Clock
from rallyboard.arena.errors import TooManyTickets

LIFE_S: Final = 30
OPEN_AT_ONCE: Final = 40
Role = Literal["play", "watch"]


@dataclass(frozen=True, slots=True)
class Pass:
    """What a ticket allows. `player_key` is None for a visitor who only watches; the socket stands on `standing`."""

    match_id: str
    player_key: str | None
    role: Role
    standing: Standing = NOTHING


class Tickets:
    """Issues tickets and redeems each at most once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: OrderedDict[bytes, tuple[int, Pass, str]] = OrderedDict()
        self._held: dict[str, int] = {}

    def issue(self, allowed: Pass, asker: str) -> str:
        """A new ticket; raises TooManyTickets when `asker` (a player or an address) hoards them."""
        now = self._clock.now_ns()
        self._sweep(now)
        if self._held.get(asker, 0) >= OPEN_AT_ONCE:
            raise TooManyTickets("Use the tickets you have, or wait until they expire.", retry_after=LIFE_S)
        ticket = secrets.token_urlsafe(32)
        self._open[_hash(ticket)] = (now + LIFE_S * SECOND, allowed, asker)
        self._held[asker] = self._held.get(asker, 0) + 1
        return ticket

    def redeem(self, ticket: str) -> Pass | None:
        """What the ticket allows; None for a forged, used or expired one."""
        self._sweep(self._clock.now_ns())
        found = self._open.pop(_hash(ticket), None)
        if found is None:
            return None
        self._return(found[2])
        return found[1]

    def _sweep(self, now_ns: int) -> None:
        # All live equally long, so the oldest is always the next to expire.
        while self._open:
            expires, _, asker = next(iter(self._open.values()))
            if expires > now_ns:
                return
            self._open.popitem(last=False)
            self._return(asker)

    def _return(self, asker: str) -> None:
        self._held[asker] -= 1
        if not self._held[asker]:
            del self._held[asker]


def _hash(ticket: str) -> bytes:
    return hashlib.sha256(ticket.encode(errors="replace")).digest()
