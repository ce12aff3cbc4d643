"""The HTTP routes of players and of the guest who is asking."""

from typing import Annotated

from litestar import Request, Response, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter, SkipValidation
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from rallyboard.accounts.cookies import GuestCookie
from rallyboard.accounts.service import Guests
from rallyboard.kit.pages import Limit, Offset, Page
from rallyboard.kit.problems import problems
from rallyboard.players import avatar_routes, friend_routes, models, profile_routes
from rallyboard.players.guards import Arrivals, known
from rallyboard.players.rates import Searches
from rallyboard.players.schemas import Alias, Bot, Kind, Me, Player, Sort
from rallyboard.players.service import SEARCHED, Players, shown

Country = Annotated[
    str | None, QueryParameter(min_length=2, max_length=2, description="Two letters of ISO 3166, such as FR")
]
Search = Annotated[str, QueryParameter(max_length=SEARCHED, description="Part of a name or address")]


@get("/me", summary="Who this browser is")
async def me(current_player: NamedDependency[SkipValidation[models.Player | None]]) -> Me:
    """Null before an alias was chosen."""
    return Me(player=shown(current_player) if current_player else None)


@post("/guests", status_code=HTTP_201_CREATED, responses=problems(429), summary="Choose an alias and become a guest")
async def arrive(
    request: Request[None, None, State],
    data: JSONBody[Alias],
    players: NamedDependency[Players],
    arrivals: NamedDependency[Arrivals],
    guest_cookie: NamedDependency[GuestCookie],
) -> Response[Player]:
    """Sets an HttpOnly, SameSite=Strict cookie; a browser that was a guest before becomes a new one."""
    arrivals.admit(request)
    player, token = await players.arrive(data.alias)
    return Response(shown(player), cookies=[guest_cookie.holding(token)])


@patch("/me", responses=problems(401, 409), summary="Change a guest's alias")
async def rename(
    data: JSONBody[Alias],
    current_player: NamedDependency[SkipValidation[models.Player | None]],
    players: NamedDependency[Players],
) -> Player:
    """The address of the player stays, so links keep working."""
    return shown(await players.rename(known(current_player).key, data.alias))


@post("/me/leave", status_code=HTTP_204_NO_CONTENT, summary="Forget this browser")
async def leave(
    request: Request[None, None, State],
    guests: NamedDependency[Guests],
    guest_cookie: NamedDependency[GuestCookie],
) -> Response[None]:
    """The cookie is void on the server and removed from the browser; leaving twice is no error."""
    await guests.leave(request.cookies.get(guest_cookie.name))
    return Response(None, cookies=[guest_cookie.cleared()])


@get("/players", responses=problems(429), summary="Find players")
async def find(
    request: Request[None, None, State],
    players: NamedDependency[Players],
    searches: NamedDependency[Searches],
    search: Search = "",
    kind: FromQuery[Kind | None] = None,
    country: Country = None,
    sort: FromQuery[Sort] = "name",
    limit: Limit = 20,
    offset: Offset = 0,
) -> Page[Player]:
    """`kind` narrows to guests, house bots (`ai`) or account holders (`human`), `country` to where they come from."""
    searches.admit(request)
    rows, total = await players.find(search=search, kind=kind, country=country, sort=sort, limit=limit, offset=offset)
    return Page(items=[shown(row) for row in rows], total=total, limit=limit, offset=offset)


@get("/players/{slug:str}", responses=problems(404), summary="One player")
async def one(slug: FromPath[str], players: NamedDependency[Players]) -> Player:
    """The player at this address."""
    return shown(await players.by_slug(slug))


@get("/bots", summary="The house bots")
async def bots(players: NamedDependency[Players]) -> list[Bot]:
    """Weakest level first."""
    return [
        Bot(
            slug=row.bot or row.slug, name=row.name, level=row.level or 0,
            about=row.about or "", player_key=row.key,
        )
        for row in await players.bots()
    ]  # fmt: skip


routes = [
    me, arrive, rename, leave, find, one, bots,
    *profile_routes.routes, *avatar_routes.routes, *friend_routes.routes,
]  # fmt: skip
