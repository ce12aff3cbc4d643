"""The `Allow` header of OPTIONS, with every method of an address.

Litestar makes the answer when the first handler of a path is registered and keeps it when a second one comes:
GET /me and PATCH /me would answer `Allow: GET, OPTIONS`.
"""

from typing import Any

from litestar import Litestar
from litestar.routes import HTTPRoute


class CompleteAllow:
    """A `before_send` hook; learns the routes at the first OPTIONS, when all are registered."""

    def __init__(self) -> None:
        self._methods: dict[str, bytes] = {}

    async def __call__(self, message: Any, scope: Any) -> None:  # noqa: ANN401 - ASGI values have no better type
        """Replace the header in the answer to OPTIONS; leave every other answer alone."""
        if message["type"] != "http.response.start" or scope.get("method") != "OPTIONS":
            return
        methods = self._of(scope["app"]).get(scope.get("path_template"))
        if methods is not None:
            others = [(name, value) for name, value in message["headers"] if name.lower() != b"allow"]
            message["headers"] = [*others, (b"allow", methods)]

    def _of(self, app: Litestar) -> dict[str, bytes]:
        if not self._methods:
            http = [route for route in app.routes if isinstance(route, HTTPRoute)]
            self._methods = {route.path_format: ", ".join(sorted(route.methods)).encode() for route in http}
        return self._methods
