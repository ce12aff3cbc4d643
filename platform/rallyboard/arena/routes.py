"""The HTTP routes of matches: finding them, getting in, taking the log home."""

from typing import Annotated, Final

from anyio import to_thread
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter, SkipValidation
from litestar.status_codes import HTTP_201_CREATED

from game_engine.codec import decode
from game_engine.jsonl import to_jsonl
from rallyboard.accounts.caller import Caller
from rallyboard.accounts.standing import Standing
from rallyboard.arena import cards
from rallyboard.arena.errors import WhoseMatches
from rallyboard.arena.schemas import MatchCard, Ruleset, Status, Ticket, TicketWish
from rallyboard.arena.service import Arena
from rallyboard.arena.wanted import Result, Wanted
from rallyboard.kit.address import subscriber
from rallyboard.kit.pages import Limit, Offset, Page
from rallyboard.kit.problems import problems
from rallyboard.players.guards import known, may_play
from rallyboard.players.models import Player
from rallyboard.players.profiles import Profiles

LOG_TYPE: Final = "application/vnd.rallyboard.log"
JSONL_TYPE: Final = "application/jsonl"
Asking = NamedDependency[SkipValidation[Caller | None]]
Visitor = NamedDependency[SkipValidation[Player | None]]
Slug = Annotated[str | None, QueryParameter(max_length=64, description="A player's address")]
Opponent = Annotated[str | None, QueryParameter(max_length=64, description="The address of whom they played")]
Preset = Annotated[str | None, QueryParameter(max_length=32, description="A ruleset's id")]


@get("/rulesets", summary="The ways to play")
async def rulesets() -> list[Ruleset]:
    """One of them is the default."""
    return cards.rulesets()


@get("/matches", responses=problems(401, 403, 404), summary="Find matches")
async def find(
    arena: NamedDependency[Arena],
    profiles: NamedDependency[Profiles],
    current_player: Visitor,
    viewer: Visitor,
    status: FromQuery[Status | None] = None,
    player: Slug = None,
    opponent: Opponent = None,
    result: FromQuery[Result | None] = None,
    ruleset: Preset = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Page[MatchCard]:
    """Newest first. `opponent` and `result` are those of `player`, whose setting says who may list their matches."""
    if player is None and (opponent is not None or result is not None):
        raise WhoseMatches("Say whose matches you mean: add player= with a player's address.", field="player")
    wanted = Wanted(
        status=status, ruleset=ruleset, result=result,
        player=None if player is None else (await profiles.check_shown(player, viewer, opponent)).key,
        opponent=None if opponent is None else (await profiles.check_shown(opponent, viewer, player)).key,
    )  # fmt: skip
    items, total = await arena.cards(_key(current_player), wanted, limit=limit, offset=offset)
    return Page(items=items, total=total, limit=limit, offset=offset)


@get("/matches/{match_id:str}", responses=problems(401, 404), summary="One match")
async def one(match_id: FromPath[str], arena: NamedDependency[Arena], current_player: Visitor) -> MatchCard:
    """As it stands now."""
    return await arena.card(match_id, _key(current_player))


@post(
    "/matches/{match_id:str}/ticket",
    status_code=HTTP_201_CREATED,
    responses=problems(401, 403, 404, 409, 429, 503),
    summary="A ticket for the match's socket",
)
async def ticket(
    match_id: FromPath[str],
    data: JSONBody[TicketWish],
    request: Request[None, None, State],
    arena: NamedDependency[Arena],
    current_player: Visitor,
    caller: Asking,
    standing: NamedDependency[Standing],
) -> Ticket:
    """Valid once, for 30 seconds. Watching needs no alias; a program plays with an access key for `bot:play`."""
    if data.role == "play":
        may_play(caller)
        known(current_player)
    address = subscriber(request.client.host if request.client else "")
    asker = _key(current_player) or address
    return await arena.ticket(match_id, _key(current_player), data.role, asker, standing)


@get("/matches/{match_id:str}/log", media_type=LOG_TYPE, responses=problems(404, 409), summary="The packed log")
async def packed(match_id: FromPath[str], arena: NamedDependency[Arena]) -> Response[bytes]:
    """Every key, every event: all that is known of the match."""
    return _file(await arena.log(match_id), LOG_TYPE, f"{match_id}.rbl")


@get(
    "/matches/{match_id:str}/log.jsonl", media_type=JSONL_TYPE, responses=problems(404, 409), summary="The log as text"
)
async def readable(match_id: FromPath[str], arena: NamedDependency[Arena]) -> Response[bytes]:
    """The same, one JSON value a line."""
    data = await arena.log(match_id)
    text = await to_thread.run_sync(lambda: to_jsonl(decode(data)).encode())
    return _file(text, JSONL_TYPE, f"{match_id}.jsonl")


def _file(data: bytes, media_type: str, name: str) -> Response[bytes]:
    return Response(data, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})


def _key(player: Player | None) -> str | None:
    return None if player is None else player.key


routes = [rulesets, find, one, ticket, packed, readable]
