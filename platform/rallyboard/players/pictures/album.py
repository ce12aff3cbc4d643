"""The album: the pictures that players show, in the site's database, where every worker finds them."""

import secrets

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.players.models import Picture, Player


async def hang(session: AsyncSession, player: Player, data: bytes, name: str | None = None) -> None:
    """The player, who must be held, shows this picture from the commit on, and none before it is left."""
    await take_down(session, player)
    player.avatar = name or secrets.token_hex(16)
    session.add(Picture(id=player.avatar, player_key=player.key, data=data))


async def take_down(session: AsyncSession, player: Player) -> None:
    """Nothing is left of what the player showed; nothing there is no error."""
    player.avatar = None
    await session.execute(delete(Picture).where(Picture.player_key == player.key))


async def find(session: AsyncSession, name: str) -> bytes | None:
    """The picture with this id, if somebody shows it."""
    return (await session.execute(select(Picture.data).where(Picture.id == name))).scalar_one_or_none()
