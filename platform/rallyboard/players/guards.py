"""Who is at the door of a route: the current player, if this browser has one."""

from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency

from rallyboard.accounts.cookies import GuestCookie
from rallyboard.accounts.errors import GuestNeeded
from rallyboard.players.models import Player
from rallyboard.players.service import Players


async def current_player(
    request: Request[None, None, State],
    players: NamedDependency[Players],
    guest_cookie: NamedDependency[GuestCookie],
) -> Player | None:
    """The provider of `current_player`: None for a browser that has no alias yet, or a forged cookie."""
    return await players.current(request.cookies.get(guest_cookie.name))


def known(player: Player | None) -> Player:
    """The current player where one is needed; raises `GuestNeeded`."""
    if player is None:
        raise GuestNeeded('Choose an alias first: POST /api/v1/guests with {"alias": "…"}.')
    return player
