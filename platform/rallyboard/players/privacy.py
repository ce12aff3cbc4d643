"""Who may see what is collected about a player: their board, their list of matches, their wins and losses.

One match belongs to both who played it and stays public; it is the collection about one person that has an owner.
House bots and guests hide nothing: bots are no persons, and guests have no account that could keep a setting.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.players import friendships
from rallyboard.players.models import Player

HOLDER = "human"
"""The kind of those who have an account."""


async def may_see(session: AsyncSession, viewer: Player | None, owner: Player) -> bool:
    """Whether `viewer` (None for a stranger) is shown the matches of `owner` as a whole."""
    if owner.kind != HOLDER or owner.visibility == "everyone":
        return True
    if viewer is None or viewer.kind != HOLDER:
        return False
    if viewer.key == owner.key or owner.visibility == "members":
        return True
    return owner.visibility == "friends" and await friendships.are_friends(session, viewer.key, owner.key)
