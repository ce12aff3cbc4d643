"""Somebody with an account and an open session, put there without a mail or a password: for tests of other things."""

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import jwt
from sqlalchemy import update

from rallyboard.accounts.access import AUDIENCE, TYPE
from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.models import Account, Session, Totp
from rallyboard.app.house import House
from rallyboard.players.models import Player


@dataclass(frozen=True, slots=True)
class Member:
    """`headers` let an HTTP client act in their name."""

    player: Player
    account_id: str
    access: str

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.access}"}


async def member(house: House, name: str, role: str = "player") -> Member:
    """A new member; call it on the event loop of the house, which for a test client is its portal's."""
    front, now = house.reception, datetime.now(UTC).isoformat()
    async with house.database.transaction() as session:
        key = await front.people.become(session, name, None)
        await session.flush()
        account = Account(id=str(uuid4()), player_key=key, role=role, created_at=now)
        session.add(account)
        await session.flush()
        if role != "player":  # staff without a second factor may do no more than players
            session.add(app_of(account.id))
        opened = await front.sessions.open(session, account, ("password",), Browser("Test", "127.0.0.0/24"))
    player = await house.players.get(key)
    assert player is not None
    return Member(player, account.id, front.access.issue(account.id, opened.session_id))


def app_of(account_id: str) -> Totp:
    """An authenticator app that is on, whose codes nobody asks for."""
    now = datetime.now(UTC).isoformat()
    return Totp(account_id=account_id, secret="not looked at", created_at=now, confirmed_at=now)


async def lasting(house: House, name: str, role: str = "player") -> Member:
    """A member for a long campaign: the token holds for a day, and so long the session is one proven just now."""
    found = await member(house, name, role)
    front, (kid, key) = house.reception, house.reception.keyring.signing[0]
    session_id, now = front.access.read(found.access).session_id, int(time.time())
    claims = {"iss": house.settings.allowed_origins[0], "aud": AUDIENCE, "sub": found.account_id, "sid": session_id}
    times = {"jti": uuid4().hex, "iat": now, "exp": now + 86_400}
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    async with house.database.transaction() as session:
        await session.execute(update(Session).where(Session.id == session_id).values(fresh_at=tomorrow))
    access = jwt.encode(claims | times, key, algorithm="HS256", headers={"typ": TYPE, "kid": kid})
    return replace(found, access=access)
