"""An account holder at a browser of their own, talking to the real site."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

import httpx
import pyotp
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import update

from rallyboard.accounts.models import Account, Session
from rallyboard.app.house import House
from tests.kit.postbox import CODE, Delivered, Postbox

PASSWORD = "seven purple kettles on a train"
API = "/api/v1"


@dataclass(frozen=True)
class Site:
    """A page's client, and the house behind the site."""

    http: httpx.AsyncClient
    house: House


class Clock:
    """The clock that codes are checked by: it stands in the middle of a step until it is moved."""

    def __init__(self, now: float) -> None:
        self.now = now // 30 * 30 + 15

    def __call__(self) -> float:
        return self.now

    def tick(self, steps: int = 1) -> None:
        self.now += 30 * steps


class Member:
    """Knows the password; `secret` and `codes` once there is an app."""

    def __init__(self, site: Site, account: Account, clock: Clock) -> None:
        self.http, self.house, self.account, self.clock = site.http, site.house, account, clock
        self.access, self.secret, self.codes = "", "", list[str]()

    async def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.access}"} if self.access else {}
        self.http.cookies.clear()  # each time from another browser: one that signs in again loses the session it had
        return await self.http.request(method, f"{API}/{path}", json=body, headers=headers)

    async def post(self, path: str, **body: Any) -> httpx.Response:
        return await self.ask("POST", path, body)

    async def login(self) -> httpx.Response:
        return await self.post("auth/login", email=self.account.email, password=PASSWORD)

    async def sign_in(self) -> None:
        """With the password alone."""
        self.enter(await self.login())

    def enter(self, answer: httpx.Response) -> None:
        assert answer.status_code == 201, answer.text
        self.access = answer.json()["access"]

    async def proof(self) -> str:
        """A proof under way, after the right password."""
        async with self.house.database.transaction() as session:
            return await self.house.reception.proofs.begin(session, self.account.id, "login", ("password",))

    def code(self, offset: int = 0) -> str:
        """What the app shows, or showed and will show `offset` steps from now."""
        return pyotp.TOTP(self.secret).at(self.clock(), counter_offset=offset)

    async def with_app(self) -> "Member":
        """An app is set up; the clock goes on, so that the next code is a new one."""
        await self.sign_in()
        return await self.add_app()

    async def add_app(self) -> "Member":
        """The same for a member who is signed in."""
        begun = await self.post("account/totp")
        assert begun.status_code == 200, begun.text
        self.secret = begun.json()["secret"]
        confirmed = await self.post("account/totp/confirm", code=self.code())
        assert confirmed.status_code == 200, confirmed.text
        self.codes = confirmed.json()["recovery"]
        self.clock.tick()
        return self

    async def mailed(self, postbox: Postbox, proof: str) -> str:
        """The code that was mailed for this proof."""
        sent = await self.post("auth/proofs/mail/send", proof=proof)
        assert sent.status_code == 202, sent.text
        return await self.told(postbox, lambda letter: letter.code if CODE.search(letter.text) else None)

    async def told(self, postbox: Postbox, wanted: Callable[[Delivered], str | None]) -> str:
        """What the next letter says that has what is wanted; others are put aside."""
        while True:
            found = wanted(await postbox.next(to=self.account.email))
            if found is not None:
                return found

    async def grow_stale(self) -> None:
        """The last proof was a while ago."""
        long_ago = (datetime.now(UTC) - timedelta(minutes=6)).isoformat()
        async with self.house.database.transaction() as session:
            await session.execute(update(Session).values(fresh_at=long_ago))

    async def forget_password(self) -> None:
        """As one who came without a password."""
        async with self.house.database.transaction() as session:
            await session.execute(update(Account).values(password_hash=None))

    async def by_totp(self, code: str | None = None, proof: str | None = None) -> httpx.Response:
        return await self.post("auth/proofs/totp", proof=proof or await self.proof(), code=code or self.code())


async def join(site: Site, clock: Clock, email: str = "ada@example.org") -> Member:
    """A new account with this address and the password of all tests."""
    player, _ = await site.house.players.arrive(email.partition("@")[0].title())
    now = datetime.now(UTC).isoformat()
    account = Account(
        id=str(uuid4()), player_key=player.key, email=email, email_folded=email, email_verified_at=now,
        password_hash=_hashed(), password_changed_at=now, role="player", created_at=now,
    )  # fmt: skip
    async with site.house.database.transaction() as session:
        session.add(account)
    return Member(site, account, clock)


@cache
def _hashed() -> str:
    return PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),)).hash(PASSWORD)
