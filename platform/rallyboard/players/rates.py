"""How often one may search and ask: more than people do, less than what would hurt."""

from math import ceil
from typing import Any

from litestar import Request
from litestar.datastructures import State

from rallyboard.kit.address import subscriber
from rallyboard.kit.bucket import Buckets
from rallyboard.players.errors import TooManyAsks, TooManySearches

EVERYBODY = "everybody"


class Searches:
    """One address types as fast as it likes; all of them together cannot keep the database busy."""

    def __init__(self, *, burst: float = 100, per_second: float = 20, together: float = 10) -> None:
        self._each = Buckets(burst=burst, per_second=per_second)
        self._all = Buckets(burst=burst * together, per_second=per_second * together, most=1)

    def admit(self, request: Request[Any, Any, State]) -> None:
        """Raises `TooManySearches`."""
        address = subscriber(request.client.host if request.client else "")
        wait = self._each.wait(address) or self._all.wait(EVERYBODY)
        if wait:
            raise TooManySearches("Too many searches at once; wait a moment.", retry_after=ceil(wait))


class Asks:
    """How many requests to be friends one player may send, taken back ones included."""

    def __init__(self, *, burst: float = 60, per_second: float = 1 / 30) -> None:
        self._buckets = Buckets(burst=burst, per_second=per_second)

    def admit(self, key: str) -> None:
        """Raises `TooManyAsks`."""
        wait = self._buckets.wait(key)
        if wait:
            raise TooManyAsks("You asked many players just now; wait a little.", retry_after=ceil(wait))
