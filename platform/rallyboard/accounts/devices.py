"""Devices: browsers that were signed in before. A known one has tries of its own while strangers hammer at an account;
a new one is told to its owner by mail."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import msgspec
from sqlalchemy import func, select, update

from rallyboard.accounts import audit
from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.cookies import SessionCookies
from rallyboard.accounts.models import Device
from rallyboard.accounts.post import Post
from rallyboard.accounts.sessions import Opened, Sessions
from rallyboard.accounts.tokens import is_token, new_token, token_hash
from rallyboard.db.engine import Database
from rallyboard.db.rows import changed


class Marks(msgspec.Struct, frozen=True):
    """What a browser brings along: the mark of one that is known, and the hash of the refresh token it held."""

    device: str | None = None
    earlier: str | None = None

    @classmethod
    def among(cls, cookies: Mapping[str, str], names: SessionCookies) -> "Marks":
        """Those of a request's cookies that can be ours."""
        device, refresh = cookies.get(names.device_name), cookies.get(names.refresh_name)
        return cls(device if is_token(device) else None, token_hash(refresh) if refresh and is_token(refresh) else None)


NONE: Final = Marks()


class Devices:
    """The browsers of account holders."""

    def __init__(self, database: Database, sessions: Sessions, post: Post) -> None:
        self._database, self._sessions, self._post = database, sessions, post

    async def settle(self, opened: Opened, marks: Marks, browser: Browser) -> str:
        """The session that this browser held before is over; the mark by which it is known from now on."""
        if marks.earlier is not None:
            await self._sessions.end_by_hash(marks.earlier, "signed in again", but=opened.session_id)
        return await self.remember(opened.account.id, marks.device, browser)

    async def remember(self, account_id: str, device: str | None, browser: Browser) -> str:
        """The mark it has, if it is this account's, or a new one; that of the very first browser is no news."""
        now, token = datetime.now(UTC).isoformat(), new_token()
        async with self._database.transaction() as session:
            seen = update(Device).where(Device.token_hash == token_hash(device or ""), Device.account_id == account_id)
            if device is not None and await changed(session, seen.values(seen_at=now)):
                return device
            held = select(func.count()).select_from(Device).where(Device.account_id == account_id)
            is_news = (await session.execute(held)).scalar_one() > 0
            session.add(Device(token_hash=token_hash(token), account_id=account_id, created_at=now, seen_at=now))
            await audit.note(session, "device.remembered", actor=account_id)
        if is_news:
            words = {"browser": browser.agent, "network": browser.network}
            await self._post.send("new_sign_in", account_id=account_id, **words)
        return token
