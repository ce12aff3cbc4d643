"""Tickets for a page's own line: shared by all workers, because any of them may be the one that the page reaches."""

from typing import Final

import msgspec

from rallyboard.accounts.standing import Standing
from rallyboard.accounts.tokens import is_token, new_token, token_hash
from rallyboard.backplane.store import Store
from rallyboard.presence.errors import TooManyLines

LIFE_S: Final = 30
AT_ONCE: Final = 240
"""Tickets of one player in half a minute: more than pages come back after a restart."""


class Pass(msgspec.Struct, frozen=True):
    """What a ticket allows: to be this player's page, as long as the standing holds."""

    player_key: str
    standing: Standing


class Tickets:
    """Issues tickets and redeems each at most once; only their hashes are kept, for half a minute."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def issue(self, allowed: Pass) -> str:
        """A new ticket; raises TooManyLines, StoreDown."""
        if await self._store.incr(f"line-tickets:{allowed.player_key}", LIFE_S) > AT_ONCE:
            raise TooManyLines("Close some pages of this site, or wait a little.", retry_after=LIFE_S)
        ticket = new_token()
        await self._store.set(_key(ticket), msgspec.json.encode(allowed), LIFE_S)
        return ticket

    async def redeem(self, ticket: str) -> Pass | None:
        """What the ticket allows; None for a forged, used or expired one; raises StoreDown."""
        if not is_token(ticket):
            return None
        found = await self._store.take(_key(ticket))
        return None if found is None else msgspec.json.decode(found, type=Pass)


def _key(ticket: str) -> str:
    return f"line-ticket:{token_hash(ticket)}"
