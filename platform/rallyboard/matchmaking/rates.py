"""How often matches may be opened: more than a classroom does, less than what would fill a database."""

from math import ceil
from typing import Any

from litestar import Request
from litestar.datastructures import State

from rallyboard.kit.address import subscriber
from rallyboard.kit.bucket import Buckets
from rallyboard.matchmaking.errors import TooManyOpenings


class Openings:
    """How many matches one address may open, whoever opens them: a guest more costs an attacker nothing."""

    def __init__(self, *, burst: float = 300, per_second: float = 3) -> None:
        self._buckets = Buckets(burst=burst, per_second=per_second)

    def admit(self, request: Request[Any, Any, State]) -> None:
        """Raises `TooManyOpenings`."""
        wait = self._buckets.wait(subscriber(request.client.host if request.client else ""))
        if wait:
            raise TooManyOpenings("Your address opened many matches just now; wait a little.", retry_after=ceil(wait))
