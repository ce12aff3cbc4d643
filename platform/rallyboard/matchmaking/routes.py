"""The HTTP routes by which matches begin."""

from typing import Any

from litestar import Request, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation
from litestar.status_codes import HTTP_201_CREATED

from rallyboard.accounts.caller import Caller
from rallyboard.arena.schemas import MatchCard
from rallyboard.kit.problems import problems
from rallyboard.matchmaking.schemas import NewMatch, QuickWish
from rallyboard.matchmaking.service import Matchmaker
from rallyboard.players.guards import Arrivals, known, may_play
from rallyboard.players.models import Player

Asked = Request[Any, Any, State]
Asking = NamedDependency[SkipValidation[Caller | None]]


@post("/matches", status_code=HTTP_201_CREATED, responses=problems(401, 403, 429, 503), summary="Open a match")
async def open_match(
    request: Asked,
    data: JSONBody[NewMatch],
    matchmaker: NamedDependency[Matchmaker],
    current_player: NamedDependency[SkipValidation[Player | None]],
    caller: Asking,
    arrivals: NamedDependency[Arrivals],
) -> MatchCard:
    """Against a house bot, on one keyboard, or with a free seat: then `invite_code` makes the link to share."""
    may_play(caller)
    player = known(current_player)
    matchmaker.openings.admit(request)
    if data.mode == "local":
        arrivals.admit(request)  # whoever shares the keyboard is one more guest
    return await matchmaker.open(player, data)


@post(
    "/matches/quick",
    status_code=HTTP_201_CREATED,
    responses=problems(401, 403, 409, 429, 503),
    summary="Play whoever waits",
)
async def quick(
    request: Asked,
    data: JSONBody[QuickWish],
    matchmaker: NamedDependency[Matchmaker],
    current_player: NamedDependency[SkipValidation[Player | None]],
    caller: Asking,
) -> MatchCard:
    """Joins the visitor who has waited longest, or opens a match for the next one to find."""
    may_play(caller)
    player = known(current_player)
    matchmaker.openings.admit(request)
    return await matchmaker.quick(player, data.ruleset)


@get("/invites/{code:str}", responses=problems(401, 404), summary="What an invitation is for")
async def invitation(
    code: FromPath[str],
    matchmaker: NamedDependency[Matchmaker],
    current_player: NamedDependency[SkipValidation[Player | None]],
) -> MatchCard:
    """Looking does not use it up."""
    return await matchmaker.invitation(code, None if current_player is None else current_player.key)


@post(
    "/invites/{code:str}/join",
    status_code=HTTP_201_CREATED,
    responses=problems(401, 403, 404, 409, 429, 503),
    summary="Accept an invitation",
)
async def accept(
    code: FromPath[str],
    matchmaker: NamedDependency[Matchmaker],
    current_player: NamedDependency[SkipValidation[Player | None]],
    caller: Asking,
) -> MatchCard:
    """The first to accept has the seat; accepting again gives the same card."""
    may_play(caller)
    return await matchmaker.accept(code, known(current_player))


routes = [open_match, quick, invitation, accept]
