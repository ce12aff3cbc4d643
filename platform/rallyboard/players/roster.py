"""The house bots as players: the same key in every data folder, so that their records can be compared."""

from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from game_engine.bots.roster import ROSTER, Bot
from rallyboard.db.turns import Turn, in_turn
from rallyboard.players import repository
from rallyboard.players.models import Player
from rallyboard.players.slugs import folded

_BOTS = UUID("6f0d3a5e-0c53-4f0b-9c0e-52616c6c7962")


def bot_key(slug: str) -> str:
    """The player key of the house bot `slug`."""
    return str(uuid5(_BOTS, slug))


async def seat_bots(session: AsyncSession, now: str) -> int:
    """Every bot of the roster is a player afterwards; returns how many are new. Twice adds nothing."""
    await in_turn(session, Turn.ROSTER)
    known = {row.bot: row for row in await repository.bots(session)}
    for bot in ROSTER.values():
        if bot.slug in known:
            _refresh(known[bot.slug], bot)
        else:
            session.add(_row(bot, now))
    return sum(bot.slug not in known for bot in ROSTER.values())


def _row(bot: Bot, now: str) -> Player:
    return Player(
        key=bot_key(bot.slug), name=bot.name, folded=folded(bot.name), slug=bot.slug,
        kind="ai", level=bot.level, bot=bot.slug, about=bot.about, joined_at=now,
    )  # fmt: skip


def _refresh(row: Player, bot: Bot) -> None:
    row.name, row.folded, row.level, row.about = bot.name, folded(bot.name), bot.level, bot.about
