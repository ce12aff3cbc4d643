"""Somebody with an account and an open session, put there without a mail or a password: for tests of other things."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from rallyboard.accounts.browsers import Browser
from rallyboard.accounts.models import Account
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
        opened = await front.sessions.open(session, account, ("password",), Browser("Test", "127.0.0.0/24"))
    player = await house.players.get(key)
    assert player is not None
    return Member(player, account.id, front.access.issue(account.id, opened.session_id))
