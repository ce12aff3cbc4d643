"""Players in the database."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.players.models import Player


async def by_key(session: AsyncSession, key: str) -> Player | None:
    """The player with this key."""
    return await session.get(Player, key)


async def by_keys(session: AsyncSession, keys: Iterable[str]) -> Sequence[Player]:
    """Those of `keys` that exist, in no order."""
    return (await session.execute(select(Player).where(Player.key.in_(list(keys))))).scalars().all()


async def by_slug(session: AsyncSession, slug: str) -> Player | None:
    """The player with this slug."""
    return (await session.execute(select(Player).where(Player.slug == slug))).scalar_one_or_none()


async def bots(session: AsyncSession) -> Sequence[Player]:
    """All house bots, weakest level first."""
    query = select(Player).where(Player.bot.is_not(None)).order_by(Player.level, Player.name)
    return (await session.execute(query)).scalars().all()


async def find(
    session: AsyncSession, *, text: str, kind: str | None, limit: int, offset: int
) -> tuple[Sequence[Player], int]:
    """Players whose name or slug contains `text` (already folded), by name, and how many there are in all."""
    query = _matching(text, kind)
    total = (await session.execute(select(func.count()).select_from(query.subquery()))).scalar_one()
    page = query.order_by(Player.folded, Player.key).limit(limit).offset(offset)
    return (await session.execute(page)).scalars().all(), total


def _matching(text: str, kind: str | None) -> Select[tuple[Player]]:
    query = select(Player)
    if kind is not None:
        query = query.where(Player.kind == kind)
    if text:
        query = query.where(
            or_(Player.folded.contains(text, autoescape=True), Player.slug.contains(text, autoescape=True))
        )
    return query
