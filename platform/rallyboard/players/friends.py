"""Friends: asking, accepting, parting.

Whoever is blocked may ask: the request is stored and waits for ever, seen by nobody but who sent it, as a request to
somebody who does not answer would. Every change holds both players, so of fifty equal requests one row comes, and
two who ask each other in one moment are friends.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.db.engine import Database
from rallyboard.players import friendships, schemas
from rallyboard.players.errors import BlockedByYou, NotBefriended, TooManyAsks, TooManyFriends
from rallyboard.players.facing import facing
from rallyboard.players.models import Friendship, Player
from rallyboard.players.privacy import holds_account
from rallyboard.players.profiles import Profiles
from rallyboard.players.service import shown

MOST_FRIENDS: Final = 500
MOST_UNANSWERED: Final = 100
MOST_ASKING: Final = 200
"""How many requests are listed; older ones come forward as those are answered."""
DAY_S: Final = 86_400


class Friends:
    """`on_change` hears the key of each player whose lists are other than before, once that is committed."""

    def __init__(self, database: Database, profiles: Profiles) -> None:
        self._database = database
        self._profiles = profiles
        self.on_change: list[Callable[[str], Awaitable[None]]] = []

    async def lists(self, player: Player) -> schemas.Friends:
        """The player's friends and open requests, as they may see them."""
        async with self._database.reading() as session:
            friends = await friendships.friends_of(session, player.key, MOST_FRIENDS)
            asked = await friendships.asked_by(session, player.key, MOST_UNANSWERED)
            asking = await friendships.asking(session, player.key, MOST_ASKING)
        states = await self._profiles.states([other for _, other in friends], player)
        by_name = sorted(friends, key=lambda pair: (pair[1].folded, pair[1].key))
        return schemas.Friends(
            friends=[_friend(row, other, states.get(other.key, "offline")) for row, other in by_name],
            asked=[_friend(row, other, "offline") for row, other in asked],
            asking=[_friend(row, other, "offline") for row, other in asking],
        )

    async def ask(self, player: Player, slug: str) -> schemas.Friendship:
        """Asks, or accepts when the other had asked before; asking twice is asking once.

        Raises NoSuchPlayer, Yourself, NotBefriended, BlockedByYou, TooManyAsks, TooManyFriends.
        """
        async with self._database.transaction() as session:
            other = await facing(session, player, slug)
            if not holds_account(other):
                raise NotBefriended("This player has no account, so they cannot answer; play against them instead.")
            standing = await friendships.standing(session, player.key, other.key)
            if standing == "blocked":
                raise BlockedByYou("You block this player; unblock them before you ask.")
            if standing in ("asked", "friends"):
                return standing
            answer = await (_accept if standing == "asking" else _ask)(session, player.key, other.key)
            unheard = await friendships.blocks(session, other.key, player.key)
        await self.tell(player.key, *(() if unheard else (other.key,)))
        return answer

    async def part(self, player: Player, slug: str) -> None:
        """No friends and no request any more; doing it twice is no error. Raises NoSuchPlayer, Yourself."""
        async with self._database.transaction() as session:
            other = await facing(session, player, slug)
            if await friendships.standing(session, player.key, other.key) in ("blocked", "none"):
                return
            unheard = await friendships.blocks(session, other.key, player.key)
            await friendships.part(session, player.key, other.key)
        await self.tell(player.key, *(() if unheard else (other.key,)))

    async def tell(self, *keys: str) -> None:
        """These players' lists changed."""
        for listener in self.on_change:
            for key in keys:
                await listener(key)


async def _accept(session: AsyncSession, key: str, other: str) -> schemas.Friendship:
    for one in (key, other):
        if await friendships.friends(session, one) >= MOST_FRIENDS:
            raise TooManyFriends(f"One of you has {MOST_FRIENDS} friends already; that is as many as are kept.")
    for row in await friendships.between(session, key, other):
        row.accepted_at = _now()
    return "friends"


async def _ask(session: AsyncSession, key: str, other: str) -> schemas.Friendship:
    if await friendships.friends(session, key) >= MOST_FRIENDS:
        raise TooManyFriends(f"You have {MOST_FRIENDS} friends already; that is as many as are kept.")
    if await friendships.unanswered(session, key) >= MOST_UNANSWERED:
        raise TooManyAsks(
            f"{MOST_UNANSWERED} of your requests wait for an answer; take some of them back.", retry_after=DAY_S
        )
    session.add(Friendship(asker=key, asked=other, created_at=_now()))
    return "asked"


def _friend(row: Friendship, other: Player, presence: schemas.Presence) -> schemas.Friend:
    return schemas.Friend(shown(other), presence, row.accepted_at or row.created_at)


def _now() -> str:
    return datetime.now(UTC).isoformat()
