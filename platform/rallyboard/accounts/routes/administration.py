"""The routes of those who keep order: accounts, roles, closed accounts, the audit log."""

from typing import Annotated

from litestar import delete, get, patch, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter, SkipValidation
from litestar.status_codes import HTTP_200_OK

from rallyboard.accounts.administration import Administration
from rallyboard.accounts.caller import Caller
from rallyboard.accounts.guards import proven, with_role
from rallyboard.accounts.schemas import AccountRow, AuditRow, Ban, RoleWish
from rallyboard.kit.pages import Limit, Offset, Page
from rallyboard.kit.problems import problems

Asker = NamedDependency[SkipValidation[Caller | None]]
Desk = NamedDependency[Administration]
Search = Annotated[str, QueryParameter(max_length=100, description="Part of an address, or an account's id")]
About = Annotated[str, QueryParameter(max_length=80, description="An account's id, or a deed such as role.given")]


@get("/admin/accounts", responses=problems(401, 403), summary="Find accounts")
async def find(
    caller: Asker, administration: Desk, search: Search = "", limit: Limit = 20, offset: Offset = 0
) -> Page[AccountRow]:
    """The newest first."""
    with_role(caller, "moderator")
    rows, total = await administration.find(search, limit, offset)
    return Page(items=rows, total=total, limit=limit, offset=offset)


@patch("/admin/accounts/{account_id:str}", responses=problems(401, 403, 404), summary="Give a role")
async def give_role(
    account_id: FromPath[str], caller: Asker, data: JSONBody[RoleWish], administration: Desk
) -> AccountRow:
    """Nobody changes their own."""
    return await administration.give_role(with_role(proven(caller), "admin"), account_id, data.role)


@put("/admin/accounts/{account_id:str}/ban", responses=problems(401, 403, 404), summary="Close an account")
async def ban(account_id: FromPath[str], caller: Asker, data: JSONBody[Ban], administration: Desk) -> AccountRow:
    """Its sessions end at once, everywhere."""
    return await administration.ban(with_role(proven(caller), "moderator"), account_id, data.reason)


@delete(
    "/admin/accounts/{account_id:str}/ban", status_code=HTTP_200_OK, responses=problems(401, 403, 404),
    summary="Open a closed account",
)  # fmt: skip
async def unban(account_id: FromPath[str], caller: Asker, administration: Desk) -> AccountRow:
    """Its holder may sign in again."""
    return await administration.unban(with_role(proven(caller), "moderator"), account_id)


@delete("/admin/accounts/{account_id:str}/sessions", responses=problems(401, 403, 404), summary="Sign somebody out")
async def end_sessions(account_id: FromPath[str], caller: Asker, administration: Desk) -> None:
    """Everywhere, at once."""
    await administration.end_sessions(with_role(proven(caller), "admin"), account_id)


@get("/admin/audit", responses=problems(401, 403), summary="The audit log")
async def log(
    caller: Asker, administration: Desk, about: About = "", limit: Limit = 50, offset: Offset = 0
) -> Page[AuditRow]:
    """The newest first; nothing in it was ever changed or removed."""
    with_role(caller, "admin")
    rows, total = await administration.log(about, limit, offset)
    return Page(items=list(rows), total=total, limit=limit, offset=offset)


routes = [find, give_role, ban, unban, end_sessions, log]
