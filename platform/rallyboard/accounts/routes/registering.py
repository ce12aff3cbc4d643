"""Registering: the form, the link of the mail, the forgotten password, and the first admin's link."""

from typing import Any

from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody
from litestar.status_codes import HTTP_201_CREATED, HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT

from rallyboard.accounts import schemas
from rallyboard.accounts.browsers import browser_of
from rallyboard.accounts.cookies import GuestCookie
from rallyboard.accounts.entrance import Entrance
from rallyboard.accounts.first_admin import FirstAdmins
from rallyboard.accounts.recovery import Recovery
from rallyboard.accounts.registration import Registration
from rallyboard.accounts.service import Guests
from rallyboard.kit.problems import problems

Asked = Request[Any, Any, State]
SIGNED_IN = {HTTP_201_CREATED: ResponseSpec(schemas.SignedIn, generate_examples=False, description="Signed in")}


@post("/auth/register", status_code=HTTP_202_ACCEPTED, responses=problems(409, 429, 503), summary="Ask for an account")
async def register(
    request: Asked,
    data: JSONBody[schemas.Registration],
    registration: NamedDependency[Registration],
    guests: NamedDependency[Guests],
    guest_cookie: NamedDependency[GuestCookie],
) -> schemas.Accepted:
    """A mail with a link follows; the answer is the same whether the address has an account or not.

    The matches of the guest whose cookie comes along are the account's once the link is opened.
    """
    guest = await guests.player_key(request.cookies.get(guest_cookie.name))
    await registration.register(data.email, data.name, data.password, guest, browser_of(request))
    return schemas.Accepted()


@post("/auth/verify", responses={**SIGNED_IN, **problems(409, 410)}, summary="Open the account with the mail's link")
async def verify(
    request: Asked,
    data: JSONBody[schemas.Verification],
    registration: NamedDependency[Registration],
    entrance: NamedDependency[Entrance],
) -> Response[schemas.SignedIn]:
    """The account exists from here on; `name` is another name if the first was taken meanwhile."""
    opened = await registration.verify(data.token, data.name, browser_of(request))
    return await entrance.arrived(opened, request)


@post("/auth/forgot", status_code=HTTP_202_ACCEPTED, responses=problems(429), summary="Ask for a new password")
async def forgot(
    request: Asked, data: JSONBody[schemas.Address], recovery: NamedDependency[Recovery]
) -> schemas.Accepted:
    """A mail with a link follows, if the address has an account; the answer is the same."""
    await recovery.forgot(data.email, browser_of(request))
    return schemas.Accepted()


@post(
    "/auth/reset", status_code=HTTP_204_NO_CONTENT, responses=problems(401, 410, 503),
    summary="Set a new password with the mail's link",
)  # fmt: skip
async def reset(data: JSONBody[schemas.Reset], recovery: NamedDependency[Recovery]) -> None:
    """Every session ends; second factors stay as they are."""
    await recovery.reset(data.token, data.password)


@post(
    "/auth/first-admin", responses={**SIGNED_IN, **problems(409, 410, 503)},
    summary="Become the first admin, with the link of `rallyboard admin invite`",
)  # fmt: skip
async def first_admin(
    request: Asked,
    data: JSONBody[schemas.FirstAdmin],
    first_admins: NamedDependency[FirstAdmins],
    entrance: NamedDependency[Entrance],
) -> Response[schemas.SignedIn]:
    """Whoever holds the link has the server's console, so the address is believed."""
    opened = await first_admins.become(data, browser_of(request))
    return await entrance.arrived(opened, request)


routes = [register, verify, forgot, reset, first_admin]
