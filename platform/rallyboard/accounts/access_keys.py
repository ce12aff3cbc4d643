"""Access keys: what programs sign in with. Made by their owner, with scopes, told once, ended at any time."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import uuid4

from sqlalchemy import func, select, update

from rallyboard.accounts import audit, finding
from rallyboard.accounts.caller import Caller, scopes_of
from rallyboard.accounts.callers import KEY_PREFIX
from rallyboard.accounts.errors import NoSuchKey, TooManyKeys
from rallyboard.accounts.models import AccessKey
from rallyboard.accounts.post import Post
from rallyboard.accounts.schemas import KeyView, KeyWish, NewKey
from rallyboard.accounts.tokens import new_token, token_hash
from rallyboard.db.engine import Database
from rallyboard.db.rows import changed

MOST: Final = 50


class AccessKeys:
    """The keys of account holders."""

    def __init__(self, database: Database, post: Post) -> None:
        self._database, self._post = database, post
        self.on_ended: list[Callable[[str], None]] = []
        """Called after the commit with the id of a key that opens nothing any more."""

    async def make(self, caller: Caller, wish: KeyWish) -> NewKey:
        """A new key; raises TooManyKeys."""
        now, secret = datetime.now(UTC), new_token()
        row = AccessKey(
            id=str(uuid4()), token_hash=token_hash(secret), account_id=caller.account_id, name=wish.name.strip(),
            scopes=" ".join(sorted(set(wish.scopes))), created_at=now.isoformat(),
            expires_at=None if wish.days is None else (now + timedelta(days=wish.days)).isoformat(),
        )  # fmt: skip
        async with self._database.transaction() as session:
            await finding.by_id(session, caller.account_id, lock=True)  # of two at once, one counts the other's
            held = select(func.count()).select_from(AccessKey)
            held = held.where(AccessKey.account_id == caller.account_id, AccessKey.ended_at.is_(None))
            if (await session.execute(held)).scalar_one() >= MOST:
                raise TooManyKeys(f"End one of your {MOST} access keys first.")
            session.add(row)
            await audit.note(session, "key.made", actor=caller.account_id, subject=row.id, detail=row.scopes)
        await self._post.send("access_key_made", account_id=caller.account_id, label=row.name)
        return NewKey(KEY_PREFIX + secret, shown(row))

    async def of(self, caller: Caller) -> Sequence[KeyView]:
        """The caller's keys that are not ended, the newest first."""
        query = select(AccessKey).where(AccessKey.account_id == caller.account_id, AccessKey.ended_at.is_(None))
        async with self._database.reading() as session:
            rows = (await session.execute(query.order_by(AccessKey.created_at.desc(), AccessKey.id))).scalars().all()
        return [shown(row) for row in rows]

    async def end(self, caller: Caller, key_id: str) -> None:
        """The key opens nothing any more; raises NoSuchKey."""
        ending = update(AccessKey).where(AccessKey.id == key_id, AccessKey.account_id == caller.account_id)
        async with self._database.transaction() as session:
            running = ending.where(AccessKey.ended_at.is_(None))
            if not await changed(session, running.values(ended_at=datetime.now(UTC).isoformat())):
                raise NoSuchKey("You have no access key of this id.")
            await audit.note(session, "key.ended", actor=caller.account_id, subject=key_id)
        for call in self.on_ended:
            call(key_id)


def shown(row: AccessKey) -> KeyView:
    """A key as it is listed."""
    return KeyView(row.id, row.name, sorted(scopes_of(row.scopes)), row.created_at, row.expires_at, row.used_at)
