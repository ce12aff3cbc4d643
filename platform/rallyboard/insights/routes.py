"""The HTTP routes of statistics: two boards, the metric book, and how fresh it all is."""

from datetime import date
from typing import Annotated, Final, cast

from litestar import Response, Router, get
from litestar.config.compression import CompressionConfig
from litestar.di import NamedDependency
from litestar.middleware import DefineMiddleware
from litestar.middleware.compression import CompressionMiddleware
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, QueryParameter, SkipValidation
from litestar.status_codes import HTTP_202_ACCEPTED

from dashboards.shape import Board
from rallyboard.insights import schemas
from rallyboard.insights.errors import NotShown
from rallyboard.insights.service import Boards, Wish, metrics_book
from rallyboard.kit.problems import problems
from rallyboard.players.models import Player
from rallyboard.players.profiles import Profiles

Preset = Annotated[str | None, QueryParameter(max_length=32, description="A ruleset's id")]
Opponent = Annotated[str | None, QueryParameter(max_length=64, description="The address of a player")]
Since = Annotated[date | None, QueryParameter(name="from", description="First day that counts, UTC")]
Until = Annotated[date | None, QueryParameter(name="to", description="Last day that counts, UTC")]

_PENDING: Final = ResponseSpec(
    schemas.Pending, generate_examples=False, description="Over, but not counted yet; ask again after Retry-After"
)


@get(
    "/matches/{match_id:str}/board",
    responses={HTTP_202_ACCEPTED: _PENDING, **problems(404, 409, 503)},
    summary="The session board of a match",
)
async def session(match_id: FromPath[str], boards: NamedDependency[Boards]) -> Response[Board]:
    """Waits a moment for a match that has only just ended, so asking once is usually enough."""
    found = await boards.of_match(match_id)
    if isinstance(found, schemas.Pending):
        answer = Response(found, status_code=HTTP_202_ACCEPTED, headers={"retry-after": "1"})
        return cast("Response[Board]", answer)
    return Response(found)


@get("/players/{slug:str}/board", responses=problems(401, 403, 404, 503), summary="The board of a player")
async def player(
    slug: FromPath[str],
    boards: NamedDependency[Boards],
    profiles: NamedDependency[Profiles],
    viewer: NamedDependency[SkipValidation[Player | None]],
    ruleset: Preset = None,
    opponent: Opponent = None,
    since: Since = None,
    until: Until = None,
) -> Board:
    """Filters narrow which matches count; nothing counted gives a board that says so, not an error.

    403 for those to whom the player does not show it.
    """
    # What two played belongs to both: a third is shown it only if neither hides theirs. Of two, each is shown it on the
    # own board: that of the other names everybody they met.
    known = viewer is not None and viewer.slug == slug
    if not await profiles.may_see(slug, viewer) or (
        opponent is not None and not known and not await profiles.may_see(opponent, viewer)
    ):
        raise NotShown("This player does not show their board to you; ask to be their friend.")
    return await boards.of_player(slug, Wish(ruleset, opponent, since, until))


@get("/metrics-book", summary="How everything is counted")
async def book() -> list[schemas.Metric]:
    """Every metric with its formula in words, its unit, its interval, and from how many rows it is shown."""
    return metrics_book()


@get("/freshness", responses=problems(503), summary="How fresh the statistics are")
async def freshness(boards: NamedDependency[Boards]) -> schemas.Freshness:
    """`behind` counts finished matches that are not on the boards yet."""
    return await boards.freshness()


# Only here: these answers are large, repeat themselves, and hold nothing secret that their length could tell (BREACH).
_PACKED: Final = DefineMiddleware(
    CompressionMiddleware, config=CompressionConfig(backend="gzip", minimum_size=1024, gzip_compress_level=5)
)

routes = [Router("/", route_handlers=[session, player, book, freshness], middleware=[_PACKED])]
