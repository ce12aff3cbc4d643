"""Who is at the door of a route: the current player, if this browser has one."""

from math import ceil

from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from rallyboard.accounts.caller import Caller
from rallyboard.accounts.cookies import GuestCookie
from rallyboard.accounts.errors import GuestNeeded
from rallyboard.accounts.guards import with_scope
from rallyboard.kit.address import subscriber
from rallyboard.kit.bucket import Buckets
from rallyboard.players.errors import TooManyArrivals
from rallyboard.players.models import Player
from rallyboard.players.service import Players


async def current_player(
    request: Request[None, None, State],
    caller: NamedDependency[SkipValidation[Caller | None]],
    players: NamedDependency[Players],
    guest_cookie: NamedDependency[GuestCookie],
) -> Player | None:
    """The provider of `current_player`: the caller's, else the guest's; None for a browser that has no alias yet."""
    if caller is not None:
        return await players.get(caller.player_key)
    return await players.current(request.cookies.get(guest_cookie.name))


class Arrivals:
    """How many new guests one address may bring: enough for a classroom, too few to fill a database."""

    def __init__(self, *, burst: float = 200, per_second: float = 2) -> None:
        self._buckets = Buckets(burst=burst, per_second=per_second)

    def admit(self, request: Request[None, None, State]) -> None:
        """Raises `TooManyArrivals` when this address brought too many of late."""
        wait = self._buckets.wait(subscriber(request.client.host if request.client else ""))
        if wait:
            raise TooManyArrivals("Too many new guests come from your address; wait a little.", retry_after=ceil(wait))


def may_play(caller: Caller | None) -> None:
    """A program plays with an access key for `bot:play`; raises ScopeMissing."""
    if caller is not None:
        with_scope(caller, "bot:play")


def known(player: Player | None) -> Player:
    """The current player where one is needed; raises `GuestNeeded`."""
    if player is None:
        raise GuestNeeded('Choose an alias first: POST /api/v1/guests with {"alias": "…"}.')
    return player
