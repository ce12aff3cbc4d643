"""The threshold: what the routes of this room share when they let somebody in, and when they speak to passkeys."""

from math import ceil
from typing import Any

from litestar import Request, Response
from litestar.datastructures import State

from rallyboard.accounts.entrance import Entrance
from rallyboard.accounts.errors import TooManyTries
from rallyboard.accounts.factors.relying import Party, party_at
from rallyboard.accounts.schemas import SignedIn
from rallyboard.accounts.sessions import Opened
from rallyboard.kit.address import subscriber
from rallyboard.kit.bucket import Buckets

Asked = Request[Any, Any, State]


class Threshold:
    """Every visit of the sign-in page begins a sign-in by passkey, so an address may begin many, but not any number."""

    def __init__(self, entrance: Entrance, origins: tuple[str, ...]) -> None:
        self._entrance, self._origins = entrance, origins
        self._starts = Buckets(burst=120, per_second=2)

    async def over(self, request: Asked, opened: Opened) -> Response[SignedIn]:
        """The answer for somebody who proved who they are."""
        return await self._entrance.arrived(opened, request)

    def party(self, request: Asked) -> Party:
        """The relying party of this request's page; raises NoPasskeysHere."""
        return party_at(request.headers.get("host", ""), self._origins)

    def admit(self, request: Asked) -> None:
        """Raises TooManyTries when this address began too many sign-ins of late."""
        wait = self._starts.wait(subscriber(request.client.host if request.client else ""))
        if wait:
            raise TooManyTries("Too many sign-ins are begun from your address; wait a little.", retry_after=ceil(wait))
