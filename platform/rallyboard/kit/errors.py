"""The one root of every error that Rallyboard tells a person about.

Rooms subclass the family that says *what happened* and give it a stable `code` such as
`arena/seat_taken`; services raise, `app` renders once as problem+json, the CLI prints one line.
Anything that is not a `RallyboardError` is our own bug and shows only an id.
"""

from typing import ClassVar


class RallyboardError(Exception):
    """Something a person can understand and, mostly, mend: `detail` is a plain sentence with the fix."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "server/unexpected"
    title: ClassVar[str] = "Something went wrong on our side"

    def __init__(self, detail: str = "", *, field: str | None = None) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.field = field


class Invalid(RallyboardError):
    """What was sent cannot be used as it is; `field` names the part to change."""

    status = 400
    code = "request/invalid"
    title = "The request cannot be used as it is"


class Unauthenticated(RallyboardError):
    """We do not know who is asking, and have to."""

    status = 401
    code = "request/unauthenticated"
    title = "Say who you are first"


class Forbidden(RallyboardError):
    """We know who is asking, and they may not."""

    status = 403
    code = "request/forbidden"
    title = "That is not yours to do"


class NotFound(RallyboardError):
    """Nothing of that name is here."""

    status = 404
    code = "request/not_found"
    title = "There is nothing here"


class Conflict(RallyboardError):
    """The thing exists, but its present state does not allow this."""

    status = 409
    code = "request/conflict"
    title = "That no longer fits"


class TooLarge(RallyboardError):
    """More bytes than the stated limit."""

    status = 413
    code = "request/too_large"
    title = "That is too large"


class TooMany(RallyboardError):
    """Asked too often; `retry_after` is in whole seconds."""

    status = 429
    code = "request/too_many"
    title = "Too many requests"

    def __init__(self, detail: str = "", *, retry_after: int = 1) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Unavailable(RallyboardError):
    """We cannot do it now and shall be able to later; `retry_after` is in whole seconds."""

    status = 503
    code = "server/unavailable"
    title = "Not available just now"

    def __init__(self, detail: str = "", *, retry_after: int = 5) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Unusable(RallyboardError):
    """A setting, a folder or a port stands in the way; the CLI prints it and exits with `exit_code`."""

    code = "setup/unusable"
    title = "Rallyboard cannot start like this"
    exit_code: ClassVar[int] = 2
