"""How many sign-ins through providers one address may begin or end: each makes us ask somebody else's server."""

from math import ceil
from typing import Any

from litestar import Request
from litestar.datastructures import State

from rallyboard.accounts.oauth.errors import TooManyFlows
from rallyboard.kit.address import subscriber
from rallyboard.kit.bucket import Buckets


class Turnstile:
    """Enough for a classroom behind one address."""

    def __init__(self, *, burst: float = 200, per_second: float = 2) -> None:
        self._buckets = Buckets(burst=burst, per_second=per_second)

    def admit(self, request: Request[Any, Any, State]) -> None:
        """Raises TooManyFlows when this address had too many of late."""
        wait = self._buckets.wait(subscriber(request.client.host if request.client else ""))
        if wait:
            raise TooManyFlows("Too many sign-ins come from your address; wait a little.", retry_after=ceil(wait))
