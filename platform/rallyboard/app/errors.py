"""What the door of the site refuses before any room sees the request."""

from rallyboard.kit.errors import Forbidden, Invalid, NotFound, RallyboardError


class WrongHost(RallyboardError):
    """The `Host` header is none of ours: a wrong address, or another site's name that leads here."""

    status = 421
    code = "request/wrong_host"
    title = "This is not the address of the site"


class ForeignOrigin(Forbidden):
    """A page of another site tries to act in a visitor's name."""

    code = "request/foreign_origin"
    title = "Requests from other sites are refused"


class WrongContentType(RallyboardError):
    """The body is not what the route takes, which is JSON for nearly all, or does not say so."""

    status = 415
    code = "request/wrong_content_type"
    title = "The body is of another type"


class NothingHere(NotFound):
    """No page, no file and no route has this address."""

    code = "request/not_found"
    title = "There is nothing at this address"


class Malformed(Invalid):
    """The body cannot even be read."""

    code = "request/malformed"
    title = "The body cannot be read"


class TooDeep(Invalid):
    """The JSON is nested deeper than any request of ours needs."""

    code = "request/too_deep"
    title = "The JSON is nested too deeply"


class MetricsHidden(Forbidden):
    """Metrics are for this machine, or for those who hold the token."""

    code = "request/metrics_hidden"
    title = "Metrics are not public"
