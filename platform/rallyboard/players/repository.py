"""Players in the database."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, UnaryExpression, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from rallyboard.players.models import Player

ORDERS: Mapping[str, Sequence[UnaryExpression[str] | InstrumentedAttribute[str]]] = {
    "name": (Player.folded,),
    "newest": (Player.joined_at.desc(), Player.folded),
    "oldest": (Player.joined_at, Player.folded),
}
"""What a list can be sorted by; nothing that a visitor writes becomes a part of a query."""


async def add(session: AsyncSession, player: Player) -> bool:
    """The player is in the database; False when the slug is somebody else's, be it since this very moment."""
    try:
        async with session.begin_nested():
            session.add(player)
    except IntegrityError:
        if await by_slug(session, player.slug) is None:
            raise
        return False
    return True


async def by_key(session: AsyncSession, key: str) -> Player | None:
    """The player with this key."""
    return await session.get(Player, key)


async def held(session: AsyncSession, key: str) -> Player | None:
    """The player with this key, whom nobody else changes until the transaction ends."""
    query = select(Player).where(Player.key == key).with_for_update(key_share=True)
    return (await session.execute(query)).scalar_one_or_none()


async def by_keys(session: AsyncSession, keys: Iterable[str]) -> Sequence[Player]:
    """Those of `keys` that exist, in no order."""
    return (await session.execute(select(Player).where(Player.key.in_(list(keys))))).scalars().all()


async def by_slug(session: AsyncSession, slug: str) -> Player | None:
    """The player with this slug; what no slug of ours looks like never reaches the database."""
    if not (slug.isascii() and slug.isprintable()):
        return None
    return (await session.execute(select(Player).where(Player.slug == slug))).scalar_one_or_none()


async def bots(session: AsyncSession) -> Sequence[Player]:
    """All house bots, weakest level first."""
    query = select(Player).where(Player.bot.is_not(None)).order_by(Player.level, Player.name)
    return (await session.execute(query)).scalars().all()


async def find(
    session: AsyncSession, *, text: str, kind: str | None, country: str | None, sort: str, limit: int, offset: int
) -> tuple[Sequence[Player], int]:
    """Players whose name or slug contains `text` (already folded), in the order of `sort`, and how many in all."""
    query = _matching(text, kind, country)
    total = (await session.execute(select(func.count()).select_from(query.subquery()))).scalar_one()
    page = query.order_by(*ORDERS[sort], Player.key).limit(limit).offset(offset)
    return (await session.execute(page)).scalars().all(), total


def _matching(text: str, kind: str | None, country: str | None) -> Select[tuple[Player]]:
    """Without the account holders who had themselves erased: there is nobody to be found."""
    query = select(Player).where(or_(Player.kind != "human", Player.claimed.is_not(None)))
    if kind is not None:
        query = query.where(Player.kind == kind)
    if country is not None:
        query = query.where(Player.country == country)
    if text:
        query = query.where(
            or_(Player.folded.contains(text, autoescape=True), Player.slug.contains(text, autoescape=True))
        )
    return query
