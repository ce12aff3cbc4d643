"""The HTTP routes of providers. Two of them are walked by a browser itself, so what fails there is told by a page."""

from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit

from litestar import Request, Response, delete, get, post
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter, SkipValidation
from litestar.response import Redirect
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_201_CREATED,
    HTTP_204_NO_CONTENT,
    HTTP_303_SEE_OTHER,
)

from rallyboard.accounts.browsers import browser_of
from rallyboard.accounts.caller import Caller
from rallyboard.accounts.cookies import GuestCookie
from rallyboard.accounts.entrance import Entrance
from rallyboard.accounts.guards import proven, signed_in
from rallyboard.accounts.oauth.flow import Flow, FlowCookie, local_path
from rallyboard.accounts.oauth.schemas import IdentityView, Location, ProviderView, Welcome
from rallyboard.accounts.oauth.service import (
    SETTINGS,
    Arrival,
    HalfWay,
    Known,
    Linked,
    ProviderSignIn,
    Stranger,
)
from rallyboard.accounts.oauth.turnstile import Turnstile
from rallyboard.accounts.oauth.who import Answer
from rallyboard.accounts.schemas import SignedIn
from rallyboard.accounts.service import Guests
from rallyboard.kit.errors import RallyboardError
from rallyboard.kit.problems import problems
from rallyboard.settings import Settings

WELCOME_S = 3_600
FOREIGN = frozenset({"cross-site", "same-site"})
Asked = Request[Any, Any, State]
Then = Annotated[str, QueryParameter(name="next", description="A local path")]
Returned = Annotated[str, QueryParameter(name="state", description="What we gave the browser on its way")]
CallerGiven = NamedDependency[SkipValidation[Caller | None]]


@get("/auth/providers", summary="Which providers sign in here")
async def providers(provider_sign_in: NamedDependency[ProviderSignIn]) -> list[ProviderView]:
    """In the order of their names; empty where none is configured."""
    return [ProviderView(name=one.name, title=one.title) for one in provider_sign_in.providers]


@get("/auth/providers/{name:str}/start", status_code=HTTP_303_SEE_OTHER, summary="Go to a provider to sign in")
async def start(
    request: Asked,
    name: FromPath[str],
    provider_sign_in: NamedDependency[ProviderSignIn],
    turnstile: NamedDependency[Turnstile],
    flow_cookie: NamedDependency[FlowCookie],
    entrance: NamedDependency[Entrance],
    settings: NamedDependency[Settings],
    then: Then = "/",
) -> Redirect:
    """For a browser's navigation. Afterwards it is led to the local path `next`."""
    # Another site's page gets as far as ours only: nobody is signed in without having pressed something here.
    if request.headers.get("sec-fetch-site") in FOREIGN:
        return _to(f"/sign-in?{urlencode({'next': local_path(then)})}")
    try:
        turnstile.admit(request)
        here, marks = _callback_of(request, settings, name), entrance.marks(request)
        departure = await provider_sign_in.depart(name, here, then, marks=marks)
    except RallyboardError as error:
        return _problem(request, "/sign-in", error, name)
    return _to(departure.location, flow_cookie.holding(departure.sealed))


@get("/auth/providers/{name:str}/callback", status_code=HTTP_303_SEE_OTHER, summary="Come back from a provider")
async def callback(
    request: Asked,
    name: FromPath[str],
    provider_sign_in: NamedDependency[ProviderSignIn],
    entrance: NamedDependency[Entrance],
    turnstile: NamedDependency[Turnstile],
    flow_cookie: NamedDependency[FlowCookie],
    returned: Returned = "",
    code: FromQuery[str] = "",
    error: FromQuery[str] = "",
    iss: FromQuery[str | None] = None,
) -> Redirect:
    """Leads to `/signed-in`, to `/sign-in#proof=…` for a second factor, to `/welcome#…` for a new identity."""
    page = "/sign-in"
    try:
        turnstile.admit(request)
        flow = provider_sign_in.resume(name, returned, request.cookies.get(flow_cookie.name))
        page = "/sign-in" if flow.account_id is None else SETTINGS
        answer = Answer(state=returned, code=code, error=error, issuer=iss)
        arrival = await provider_sign_in.arrive(flow, answer, browser_of(request))
        cookies = await _cookies(request, arrival, flow, entrance)
    except RallyboardError as refusal:
        return _problem(request, page, refusal, name)
    return _arrived(arrival, flow, flow_cookie, cookies)


@post("/auth/welcome", status_code=HTTP_201_CREATED, responses=problems(400, 409, 410), summary="Open a new account")
async def welcome(
    request: Asked,
    data: JSONBody[Welcome],
    provider_sign_in: NamedDependency[ProviderSignIn],
    entrance: NamedDependency[Entrance],
    guests: NamedDependency[Guests],
    guest_cookie: NamedDependency[GuestCookie],
    flow_cookie: NamedDependency[FlowCookie],
) -> Response[SignedIn]:
    """For an identity without one; without a password. The guest of this browser keeps their matches."""
    guest = await guests.player_key(request.cookies.get(guest_cookie.name))
    sealed = request.cookies.get(flow_cookie.name)
    opened = await provider_sign_in.welcome(data.token, data.name, sealed, guest, browser_of(request))
    answer: Response[SignedIn] = await entrance.arrived(opened, request)
    answer.cookies.append(flow_cookie.cleared())
    return answer


@get("/account/identities", responses=problems(401, 403), summary="Which identities open the account")
async def listed(caller: CallerGiven, provider_sign_in: NamedDependency[ProviderSignIn]) -> list[IdentityView]:
    """The oldest first."""
    rows = await provider_sign_in.linked(signed_in(caller))
    return [IdentityView(provider=row.provider, label=row.label, linked_at=row.linked_at) for row in rows]


@post(
    "/account/identities/{name:str}",
    status_code=HTTP_200_OK,
    responses=problems(401, 403, 404, 429, 503),
    summary="Link an identity",
)
async def link(
    request: Asked,
    name: FromPath[str],
    caller: CallerGiven,
    provider_sign_in: NamedDependency[ProviderSignIn],
    turnstile: NamedDependency[Turnstile],
    flow_cookie: NamedDependency[FlowCookie],
    settings: NamedDependency[Settings],
) -> Response[Location]:
    """Asks for a fresh proof. The browser then goes to `location`, and comes back to the settings."""
    known = proven(caller)
    turnstile.admit(request)
    departure = await provider_sign_in.depart(name, _callback_of(request, settings, name), SETTINGS, known)
    return Response(Location(departure.location), cookies=[flow_cookie.holding(departure.sealed)])


@delete(
    "/account/identities/{name:str}",
    status_code=HTTP_204_NO_CONTENT,
    responses=problems(401, 403, 404, 409),
    summary="Unlink an identity",
)
async def unlink(name: FromPath[str], caller: CallerGiven, provider_sign_in: NamedDependency[ProviderSignIn]) -> None:
    """Asks for a fresh proof; refused for the last way in."""
    await provider_sign_in.unlink(proven(caller), name)


def _callback_of(request: Asked, settings: Settings, name: str) -> str:
    """On the origin that the browser is at: the address registered with the provider, exactly."""
    host = request.headers.get("host", "").lower()
    ours = settings.allowed_origins
    origin = next((origin for origin in ours if urlsplit(origin).netloc == host), ours[0])
    return f"{origin}/api/v1/auth/providers/{name}/callback"


async def _cookies(request: Asked, arrival: Arrival, flow: Flow, entrance: Entrance) -> list[Cookie]:
    """Of a browser that is signed in, and known from now on.

    Its marks travelled in the flow: coming from another site, a browser leaves its strict cookies at home.
    """
    if not isinstance(arrival, Known):
        return []
    device = await entrance.settle(arrival.opened, flow.marks, request)
    return [entrance.cookies.refresh(arrival.opened.refresh), entrance.cookies.device(device)]


def _arrived(arrival: Arrival, flow: Flow, flow_cookie: FlowCookie, cookies: list[Cookie]) -> Redirect:
    then = urlencode({"next": flow.then})
    match arrival:
        case Known():
            return _to(f"/signed-in#{then}", flow_cookie.cleared(), *cookies)
        case HalfWay(proof, factors):
            found = urlencode({"proof": proof, "factors": ".".join(factors)})
            return _to(f"/sign-in?{then}#{found}", flow_cookie.cleared())
        case Stranger(token, sealed):
            return _to(f"/welcome?{then}#{token}", flow_cookie.holding(sealed, WELCOME_S))
        case Linked(provider):
            return _to(f"{SETTINGS}?{urlencode({'linked': provider})}", flow_cookie.cleared())


def _problem(request: Asked, page: str, error: RallyboardError, name: str) -> Redirect:
    """The page knows a sentence for each code; nothing that came from outside is in the address but our own names."""
    request.scope["state"]["refused"] = error.code  # for the log of requests
    said = {"problem": error.code.removeprefix("accounts/")}
    return _to(f"{page}?{urlencode({**said, 'provider': name[:32]})}")


def _to(location: str, *cookies: Cookie) -> Redirect:
    return Redirect(location, status_code=HTTP_303_SEE_OTHER, cookies=list(cookies))


routes = [providers, start, callback, welcome, listed, link, unlink]
