"""The HTTP route of a page's own line: getting a ticket for it."""

from typing import Final

from litestar import post
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.status_codes import HTTP_201_CREATED

from rallyboard.accounts.caller import Caller
from rallyboard.accounts.guards import signed_in
from rallyboard.accounts.standing import Standing
from rallyboard.kit.problems import problems
from rallyboard.players.guards import known
from rallyboard.players.models import Player
from rallyboard.presence.schemas import LineTicket
from rallyboard.presence.tickets import LIFE_S, Pass, Tickets

SOCKET: Final = "/ws/me"


@post(
    "/me/ticket", status_code=HTTP_201_CREATED, responses=problems(401, 403, 429, 503),
    summary="A ticket for this page's own line",
)  # fmt: skip
async def ticket(
    line_tickets: NamedDependency[Tickets],
    current_player: NamedDependency[SkipValidation[Player | None]],
    caller: NamedDependency[SkipValidation[Caller | None]],
    standing: NamedDependency[Standing],
) -> LineTicket:
    """Valid once, for 30 seconds. On the line a page hears that it was signed out, and what friends are doing."""
    if caller is not None:
        signed_in(caller)
    issued = await line_tickets.issue(Pass(known(current_player).key, standing))
    return LineTicket(issued, LIFE_S, SOCKET)


routes = [ticket]
