"""Who is whose friend and who blocks whom, in the database."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.players.models import Block, Friendship, Player
from rallyboard.players.schemas import Friendship as Standing

Pairs = Sequence[tuple[Friendship, Player]]


async def standing(session: AsyncSession, viewer: str | None, other: str) -> Standing:
    """How `other` stands to `viewer`, as the viewer may know it."""
    if viewer is None:
        return "none"
    if viewer == other:
        return "self"
    if await blocks(session, viewer, other):
        return "blocked"
    rows = await between(session, viewer, other)
    if any(row.accepted_at is not None for row in rows):
        return "friends"
    return "none" if not rows else "asked" if rows[0].asker == viewer else "asking"


async def between(session: AsyncSession, one: str, other: str) -> Sequence[Friendship]:
    """The friendship or the request between these two: one row, or none."""
    return (await session.execute(select(Friendship).where(_pair(one, other)))).scalars().all()


async def are_friends(session: AsyncSession, one: str, other: str) -> bool:
    """Whether a request between them was accepted."""
    return any(row.accepted_at is not None for row in await between(session, one, other))


async def blocks(session: AsyncSession, blocker: str, blocked: str) -> bool:
    """Whether `blocker` wants to hear nothing of `blocked`."""
    return await session.get(Block, (blocker, blocked)) is not None


async def part(session: AsyncSession, one: str, other: str) -> None:
    """Nothing is between them any more."""
    await session.execute(delete(Friendship).where(_pair(one, other)))


async def friends(session: AsyncSession, key: str) -> int:
    """How many friends a player has."""
    mine = or_(Friendship.asker == key, Friendship.asked == key)
    return await _count(session, and_(mine, Friendship.accepted_at.is_not(None)))


async def unanswered(session: AsyncSession, key: str) -> int:
    """How many of a player's requests wait for an answer."""
    return await _count(session, and_(Friendship.asker == key, Friendship.accepted_at.is_(None)))


async def friends_of(session: AsyncSession, key: str, most: int) -> Pairs:
    """A player's friends."""
    return await _others(session, key, Friendship.accepted_at.is_not(None), most)


async def asked_by(session: AsyncSession, key: str, most: int) -> Pairs:
    """Those whose answer a player waits for."""
    return await _others(session, key, and_(Friendship.asker == key, Friendship.accepted_at.is_(None)), most)


async def asking(session: AsyncSession, key: str, most: int) -> Pairs:
    """Those who wait for a player's answer, without those whom the player blocks."""
    return await _others(session, key, and_(Friendship.asked == key, Friendship.accepted_at.is_(None)), most)


async def _others(session: AsyncSession, key: str, wanted: ColumnElement[bool], most: int) -> Pairs:
    """The newest first, each with the other player."""
    joined = or_(
        and_(Friendship.asker == key, Player.key == Friendship.asked),
        and_(Friendship.asked == key, Player.key == Friendship.asker),
    )
    hidden = select(Block.blocked).where(Block.blocker == key)
    query = select(Friendship, Player).join(Player, joined).where(wanted, Player.key.not_in(hidden))
    rows = await session.execute(query.order_by(Friendship.created_at.desc(), Player.key).limit(most))
    return [(friendship, player) for friendship, player in rows]


async def blocked_by(session: AsyncSession, key: str) -> Sequence[Player]:
    """Those whom a player blocks, by name."""
    query = select(Player).join(Block, Block.blocked == Player.key).where(Block.blocker == key)
    return (await session.execute(query.order_by(Player.folded, Player.key))).scalars().all()


async def count_blocked(session: AsyncSession, key: str) -> int:
    """How many a player blocks."""
    query = select(func.count()).select_from(Block).where(Block.blocker == key)
    return (await session.execute(query)).scalar_one()


def _pair(one: str, other: str) -> ColumnElement[bool]:
    return or_(
        and_(Friendship.asker == one, Friendship.asked == other),
        and_(Friendship.asker == other, Friendship.asked == one),
    )


async def _count(session: AsyncSession, wanted: ColumnElement[bool]) -> int:
    return (await session.execute(select(func.count()).select_from(Friendship).where(wanted))).scalar_one()
