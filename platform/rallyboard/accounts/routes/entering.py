"""Getting in with a password, staying in with the refresh cookie, getting out."""

from typing import Any

from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT

from rallyboard.accounts import schemas
from rallyboard.accounts.browsers import browser_of
from rallyboard.accounts.cookies import SessionCookies
from rallyboard.accounts.entrance import Entrance
from rallyboard.accounts.errors import NotOurPage
from rallyboard.accounts.login import Login
from rallyboard.accounts.sessions import Sessions
from rallyboard.kit.problems import problems

Asked = Request[Any, Any, State]
OURS = "x-rallyboard"
EITHER = {
    HTTP_201_CREATED: ResponseSpec(schemas.SignedIn, generate_examples=False, description="Signed in"),
    HTTP_202_ACCEPTED: ResponseSpec(schemas.ProofWanted, generate_examples=False, description="A factor must follow"),
}


@post("/auth/login", responses={**EITHER, **problems(401, 403, 429, 503)}, summary="Sign in with a password")
async def login(
    request: Asked,
    data: JSONBody[schemas.Credentials],
    logins: NamedDependency[Login],
    entrance: NamedDependency[Entrance],
    session_cookies: NamedDependency[SessionCookies],
) -> Response[Any]:
    """202 when a second factor is on: show one at /auth/proofs/… within ten minutes."""
    device = request.cookies.get(session_cookies.device_name)
    found = await logins.login(data.email, data.password, device, browser_of(request))
    if isinstance(found, schemas.ProofWanted):
        return Response(found, status_code=HTTP_202_ACCEPTED)
    return await entrance.arrived(found, request)


@post("/auth/refresh", status_code=HTTP_200_OK, responses=problems(401, 403, 409), summary="A new access token")
async def refresh(
    request: Asked,
    sessions: NamedDependency[Sessions],
    entrance: NamedDependency[Entrance],
    session_cookies: NamedDependency[SessionCookies],
) -> Response[schemas.SignedIn]:
    """By the refresh cookie, which is replaced; needs the header X-Rallyboard, which no foreign page can send."""
    _check_page(request)
    opened = await sessions.rotate(request.cookies.get(session_cookies.refresh_name))
    return await entrance.signed_in(opened, status=HTTP_200_OK)


@post("/auth/logout", status_code=HTTP_204_NO_CONTENT, responses=problems(403), summary="Sign out")
async def logout(
    request: Asked, sessions: NamedDependency[Sessions], session_cookies: NamedDependency[SessionCookies]
) -> Response[None]:
    """The session is over, its sockets close; signing out twice is no error."""
    _check_page(request)
    await sessions.end_by_token(request.cookies.get(session_cookies.refresh_name))
    return Response(None, cookies=[session_cookies.refresh_cleared()])


def _check_page(request: Asked) -> None:
    """Cookies alone come along from anywhere; a header of our own only from our pages."""
    if OURS not in request.headers:
        raise NotOurPage("Send the header X-Rallyboard: 1; the site's own pages do.")


routes = [login, refresh, logout]
