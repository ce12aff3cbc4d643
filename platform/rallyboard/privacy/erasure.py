"""Erasure: the account goes, and with it the only link from a person to a player key.

Logs and statistics know the random key alone, so nothing of theirs has to change and opponents' totals stay right.
What remains of the player is a row without a name. The mail that confirms it goes out before, because afterwards
nobody knows where to.
"""

import secrets
from typing import Protocol

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import audit, finding
from rallyboard.accounts.caller import Caller
from rallyboard.accounts.models import Account, Guest, Letter, Throttle
from rallyboard.accounts.people import People
from rallyboard.accounts.post import Post
from rallyboard.accounts.sessions import Ended, Sessions
from rallyboard.accounts.throttles import door
from rallyboard.db.engine import Database
from rallyboard.players.models import Block, Friendship, Player
from rallyboard.players.pictures import album
from rallyboard.players.slugs import folded

NOBODY = "Deleted player"
DOORS = ("login", "mail", "forgot")


class LastMail(Post, Protocol):
    """The part of `rallyboard.mail` that also sends at once."""

    async def send_now(self, kind: str, *, account_id: str, **words: str) -> None:
        """Raises MailDown when the server does not take it."""
        ...


class Erasure:
    """Both ways of parting: from the site, and from one's matches."""

    def __init__(self, database: Database, people: People, sessions: Sessions, mail: LastMail) -> None:
        self._database, self._people, self._sessions, self._mail = database, people, sessions, mail

    async def erase(self, caller: Caller) -> None:
        """Nothing here says any more who this was; raises MailDown, and then nothing has happened."""
        await self._mail.send_now("erased", account_id=caller.account_id)
        async with self._database.transaction() as session:
            account = await finding.by_id(session, caller.account_id, lock=True)
            await _strip(session, account.player_key)
            await _forget_address(session, account)
            await session.execute(delete(Account).where(Account.id == account.id))
            await audit.note(session, "account.erased", actor=caller.account_id, subject=caller.account_id)
        self._sessions.tell(Ended(caller.account_id))
        await self._database.scrub()

    async def anonymise(self, caller: Caller) -> None:
        """The matches so far belong to nobody one could name; the account goes on with a player of its own."""
        async with self._database.transaction() as session:
            account = await finding.by_id(session, caller.account_id, lock=True)
            if account.player_key != caller.player_key:
                return  # of many at once, one has done it
            name = (await self._people.person(session, account.player_key)).name
            await _strip(session, account.player_key)
            await session.flush()
            key = await self._people.become(session, name, None)
            await session.flush()  # the player first: the account points to it
            account.player_key = key
            await audit.note(session, "account.anonymised", actor=account.id, subject=account.id)
            await self._sessions.end_all_within(session, account.id, "anonymised", caller.session_id)
        self._sessions.tell(Ended(caller.account_id, None, caller.session_id))
        await self._database.scrub()
        await self._mail.send("anonymised", account_id=caller.account_id)


async def _strip(session: AsyncSession, key: str) -> None:
    """The player loses everything but the key."""
    query = select(Player).where(Player.key == key).with_for_update(key_share=True)
    player = (await session.execute(query)).scalar_one()
    await album.take_down(session, player)
    player.name, player.folded, player.claimed = NOBODY, folded(NOBODY), None
    player.slug = f"deleted-{secrets.token_hex(6)}"
    player.about = player.country = None
    player.links, player.visibility, player.invisible = "[]", "everyone", True
    await session.execute(delete(Friendship).where(or_(Friendship.asker == key, Friendship.asked == key)))
    await session.execute(delete(Block).where(or_(Block.blocker == key, Block.blocked == key)))
    await session.execute(delete(Guest).where(Guest.player_key == key))


async def _forget_address(session: AsyncSession, account: Account) -> None:
    """Letters that were never opened may hold the address, and the doors it failed at its hash."""
    if account.email is None or account.email_folded is None:
        return
    for spelling in {account.email, account.email_folded}:
        await session.execute(delete(Letter).where(Letter.payload.contains(spelling, autoescape=True)))
    keys = [door(kind, account.email_folded) for kind in DOORS]
    await session.execute(delete(Throttle).where(Throttle.key.in_(keys)))
