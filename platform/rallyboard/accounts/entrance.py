"""The entrance: what everybody gets who has proven who they are, whichever way they came."""

from typing import Any

from litestar import Response
from litestar.datastructures import Cookie
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts import finding
from rallyboard.accounts.access import LIFE_S, AccessTokens
from rallyboard.accounts.caller import role_of
from rallyboard.accounts.cookies import SessionCookies
from rallyboard.accounts.models import Account
from rallyboard.accounts.people import People
from rallyboard.accounts.schemas import AccountView, SignedIn
from rallyboard.accounts.sessions import Opened
from rallyboard.db.engine import Database


class Entrance:
    """Builds the answer that signs a page in: an access token for its memory, a refresh token for its cookie."""

    def __init__(self, database: Database, people: People, access: AccessTokens, cookies: SessionCookies) -> None:
        self._database, self._people, self._access, self.cookies = database, people, access, cookies

    async def signed_in(self, opened: Opened, *, status: int = 201, device: str | None = None) -> Response[Any]:
        """The answer, with its cookies; `device` marks the browser as known."""
        async with self._database.reading() as session:
            view = await self.view(session, opened.account)
        access = self._access.issue(opened.account.id, opened.session_id)
        cookies: list[Cookie] = [self.cookies.refresh(opened.refresh)]
        if device is not None:
            cookies.append(self.cookies.device(device))
        return Response(SignedIn(access, LIFE_S, view), status_code=status, cookies=cookies)

    async def view(self, session: AsyncSession, account: Account) -> AccountView:
        """The account as its owner sees it."""
        return AccountView(
            id=account.id, email=account.email, role=role_of(account.role),
            player=await self._people.person(session, account.player_key),
            factors=list(await finding.factors(session, account.id)),
            has_password=account.password_hash is not None,
            recovery_left=await finding.recovery_left(session, account.id),
        )  # fmt: skip
