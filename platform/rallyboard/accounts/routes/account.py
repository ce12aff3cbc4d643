"""The account itself: seeing it, changing name, address and password, proving again who is there."""

from typing import Any

from litestar import Request, Response, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody, SkipValidation
from litestar.status_codes import HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT

from rallyboard.accounts import finding, schemas
from rallyboard.accounts.caller import Caller
from rallyboard.accounts.changes import Changes
from rallyboard.accounts.entrance import Entrance
from rallyboard.accounts.errors import NotSignedIn
from rallyboard.accounts.guards import proven, signed_in
from rallyboard.accounts.routes.entering import EITHER
from rallyboard.db.engine import Database
from rallyboard.kit.problems import problems

Asked = Request[Any, Any, State]
Asker = NamedDependency[SkipValidation[Caller | None]]


@get("/account", responses=problems(401, 403), summary="Your account")
async def account(
    caller: Asker, database: NamedDependency[Database], entrance: NamedDependency[Entrance]
) -> schemas.AccountView:
    """As its owner sees it."""
    known = signed_in(caller)
    async with database.reading() as session:
        return await entrance.view(session, await finding.by_id(session, known.account_id))


@patch("/account", responses=problems(401, 403, 409), summary="Change the name")
async def rename(
    caller: Asker, data: JSONBody[schemas.NewName], changes: NamedDependency[Changes],
    database: NamedDependency[Database], entrance: NamedDependency[Entrance],
) -> schemas.AccountView:  # fmt: skip
    """Shown everywhere from now on; the player's address stays, so links keep working."""
    row = await changes.rename(signed_in(caller), data.name)
    async with database.reading() as session:
        return await entrance.view(session, row)


@post(
    "/account/email", status_code=HTTP_202_ACCEPTED, responses=problems(401, 403, 429),
    summary="Change the e-mail address",
)  # fmt: skip
async def change_email(
    caller: Asker, data: JSONBody[schemas.Address], changes: NamedDependency[Changes]
) -> schemas.Accepted:
    """A link goes to the new address; nothing changes before it is opened."""
    await changes.change_email(proven(caller), data.email)
    return schemas.Accepted()


@post(
    "/account/email/confirm", status_code=HTTP_204_NO_CONTENT, responses=problems(401, 410),
    summary="The new address, with the mail's link",
)  # fmt: skip
async def confirm_email(data: JSONBody[schemas.Confirmation], changes: NamedDependency[Changes]) -> None:
    """The old address is told."""
    await changes.confirm_email(data.token)


@post(
    "/account/password", status_code=HTTP_204_NO_CONTENT, responses=problems(401, 403, 503),
    summary="Change the password",
)  # fmt: skip
async def change_password(
    caller: Asker, data: JSONBody[schemas.NewPassword], changes: NamedDependency[Changes]
) -> None:
    """Every other session ends."""
    await changes.change_password(proven(caller), data.password)


@post("/account/prove", responses={**EITHER, **problems(401, 403, 429, 503)}, summary="Prove again that it is you")
async def prove(
    caller: Asker, data: JSONBody[schemas.Proving], changes: NamedDependency[Changes],
    entrance: NamedDependency[Entrance],
) -> Response[Any]:  # fmt: skip
    """Good for five minutes of sensitive changes. Accounts without a password send none and show a factor."""
    known = signed_in(caller)
    if known.session_id is None:
        raise NotSignedIn("An access key cannot prove who holds it; use a page.")
    found = await changes.prove(known, data.password)
    if isinstance(found, schemas.ProofWanted):
        return Response(found, status_code=HTTP_202_ACCEPTED)
    return await entrance.signed_in(found)


routes = [account, rename, change_email, confirm_email, change_password, prove]
