"""The entrance: what everybody gets who has proven who they are, whichever way they came."""

from typing import Any

from litestar import Request, Response
from litestar.datastructures import State
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import finding
from rallyboard.accounts.access import LIFE_S, AccessTokens
from rallyboard.accounts.browsers import browser_of
from rallyboard.accounts.caller import role_of
from rallyboard.accounts.cookies import SessionCookies
from rallyboard.accounts.devices import Devices, Marks
from rallyboard.accounts.models import Account
from rallyboard.accounts.people import People
from rallyboard.accounts.schemas import AccountView, SignedIn
from rallyboard.accounts.sessions import Opened
from rallyboard.db.engine import Database

Asked = Request[Any, Any, State]


class Entrance:
    """Builds the answer that signs a page in: an access token for its memory, a refresh token for its cookie."""

    def __init__(
        self, database: Database, people: People, access: AccessTokens, devices: Devices, cookies: SessionCookies
    ) -> None:
        self._database, self._people, self._access = database, people, access
        self._devices, self.cookies = devices, cookies

    async def arrived(self, opened: Opened, request: Asked) -> Response[Any]:
        """The answer to somebody with a new session, whose browser is known from now on and has no other session."""
        device = await self.settle(opened, self.marks(request), request)
        answer = await self.signed_in(opened)
        answer.cookies.append(self.cookies.device(device))
        return answer

    def marks(self, request: Asked) -> Marks:
        """What the browser of a request brings along."""
        return Marks.among(request.cookies, self.cookies)

    async def settle(self, opened: Opened, marks: Marks, request: Asked) -> str:
        """See `Devices.settle`."""
        return await self._devices.settle(opened, marks, browser_of(request))

    async def signed_in(self, opened: Opened, *, status: int = 201) -> Response[Any]:
        """The answer to somebody whose session goes on, with its cookie."""
        async with self._database.reading() as session:
            view = await self.view(session, opened.account)
        access = self._access.issue(opened.account.id, opened.session_id)
        return Response(
            SignedIn(access, LIFE_S, view), status_code=status, cookies=[self.cookies.refresh(opened.refresh)]
        )

    async def view(self, session: AsyncSession, account: Account) -> AccountView:
        """The account as its owner sees it."""
        return AccountView(
            id=account.id, email=account.email, role=role_of(account.role),
            player=await self._people.person(session, account.player_key),
            factors=list(await finding.factors(session, account.id)),
            has_password=account.password_hash is not None,
            recovery_left=await finding.recovery_left(session, account.id),
        )  # fmt: skip
