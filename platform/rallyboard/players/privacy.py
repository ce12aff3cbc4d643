"""Who may see what is collected about a player: their board, their list of matches, their wins and losses.

One match belongs to both who played it and stays public; it is the collection about one person that has an owner.
House bots and guests hide nothing: bots are no persons, and guests have no account that could keep a setting.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.players import friendships
from rallyboard.players.models import Player


def holds_account(player: Player) -> bool:
    """Whether somebody stands behind this player who can answer and keep settings; not so once they were erased."""
    return player.claimed is not None


async def may_see(session: AsyncSession, viewer: Player | None, owner: Player) -> bool:
    """Whether `viewer` (None for a stranger) is shown the matches of `owner` as a whole."""
    if not holds_account(owner) or owner.visibility == "everyone":
        return True
    if viewer is None or not holds_account(viewer):
        return False
    if viewer.key == owner.key or owner.visibility == "members":
        return True
    return owner.visibility == "friends" and await friendships.are_friends(session, viewer.key, owner.key)
