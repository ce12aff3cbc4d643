"""The other one of two: found by address, not oneself, and held together with oneself until the transaction ends.

SQLite has one writer anyway; elsewhere the rows of both are locked, in one order so that two cannot wait for each
other, and in the mode that lets others still refer to them.
"""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.players import repository
from rallyboard.players.errors import NoSuchPlayer, Yourself
from rallyboard.players.models import Player


async def facing(session: AsyncSession, player: Player, slug: str) -> Player:
    """Nobody else changes how these two stand until the transaction ends; raises NoSuchPlayer, Yourself."""
    other = await repository.by_slug(session, slug)
    if other is None:
        raise NoSuchPlayer("No player has this address; look them up in the list of players.")
    if other.key == player.key:
        raise Yourself("That is your own address; choose another player.")
    pair = select(Player).where(Player.key.in_((player.key, other.key))).order_by(Player.key)
    # Read anew: while we waited for the lock, the other may have ceased to hold an account.
    held = pair.with_for_update(key_share=True).execution_options(populate_existing=True)
    found = {row.key: row for row in (await session.execute(held)).scalars()}
    if len(found) < 2:
        raise NoSuchPlayer("This player is gone.")
    return found[other.key]
