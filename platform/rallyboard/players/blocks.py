"""Blocks: one player wants to hear nothing of another, who learns nothing of it.

What the other could see of it must look like something that happens anyway: a friendship ends as if it had been
ended, their request stays as if nobody had answered, the online state is "offline" as if nobody were there.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Final

from rallyboard.db.engine import Database
from rallyboard.players import friendships, schemas
from rallyboard.players.errors import NotBlocked, TooManyBlocks
from rallyboard.players.facing import facing
from rallyboard.players.models import Block, Player
from rallyboard.players.service import shown

MOST: Final = 500


class Blocks:
    """`tell` hears the keys of those whose lists of friends are other than before, once that is committed."""

    def __init__(self, database: Database, tell: Callable[..., Awaitable[None]]) -> None:
        self._database = database
        self._tell = tell

    async def of(self, player: Player) -> list[schemas.Player]:
        """Those whom the player blocks, by name."""
        async with self._database.reading() as session:
            return [shown(other) for other in await friendships.blocked_by(session, player.key)]

    async def add(self, player: Player, slug: str) -> None:
        """The player hears nothing of the other; they are no friends. Blocking twice is no error.

        Raises NoSuchPlayer, Yourself, NotBlocked, TooManyBlocks.
        """
        async with self._database.transaction() as session:
            other = await facing(session, player, slug)
            if other.bot is not None:
                raise NotBlocked("A house bot never writes to anybody; there is nothing to block.")
            standing = await friendships.standing(session, player.key, other.key)
            if standing == "blocked":
                return
            if await friendships.count_blocked(session, player.key) >= MOST:
                raise TooManyBlocks(f"At most {MOST} players can be blocked; unblock some first.")
            # A request of the other stays as it is: its end would tell them.
            if standing != "asking":
                await friendships.part(session, player.key, other.key)
            session.add(Block(blocker=player.key, blocked=other.key, created_at=datetime.now(UTC).isoformat()))
        await self._tell(player.key, *((other.key,) if standing in ("friends", "asked") else ()))

    async def remove(self, player: Player, slug: str) -> None:
        """The other may ask again; what they asked meanwhile is refused. Raises NoSuchPlayer, Yourself."""
        async with self._database.transaction() as session:
            other = await facing(session, player, slug)
            block = await session.get(Block, (player.key, other.key))
            if block is None:
                return
            await session.delete(block)
            asked = await friendships.between(session, player.key, other.key)
            await friendships.part(session, player.key, other.key)
        await self._tell(player.key, *((other.key,) if asked else ()))
