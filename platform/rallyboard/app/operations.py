"""The routes for those who run the site: metrics, and what browsers report about the content policy."""

import hmac
from ipaddress import ip_address

import msgspec
import structlog
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import RawBody

from rallyboard.app.errors import MetricsHidden
from rallyboard.app.headers import REPORTS
from rallyboard.app.metrics import CONTENT_TYPE, Meter
from rallyboard.settings import Settings

FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
LONGEST = 200


class Violation(msgspec.Struct, frozen=True):
    """What a browser says was blocked."""

    directive: str = msgspec.field(name="effectiveDirective", default="")
    blocked: str = msgspec.field(name="blockedURL", default="")


class Report(msgspec.Struct, frozen=True):
    """One entry of the Reporting API."""

    body: Violation


Asked = Request[None, None, State]
log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.csp")


@get("/metrics", include_in_schema=False)
async def metrics(
    request: Asked, meter: NamedDependency[Meter], settings: NamedDependency[Settings]
) -> Response[bytes]:
    """For this machine, or for those who hold the token."""
    if not (_is_loopback(request) or _holds(request, settings.metrics_token)):
        raise MetricsHidden("Ask from this machine, or send Authorization: Bearer with RALLYBOARD_METRICS_TOKEN.")
    return Response(meter.text(), headers={"content-type": CONTENT_TYPE})


def _is_loopback(request: Asked) -> bool:
    """A request that a proxy on this machine passed on comes from elsewhere, whatever the socket says."""
    if request.client is None or any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _holds(request: Asked, token: str) -> bool:
    said = request.headers.get("authorization", "")
    return bool(token) and hmac.compare_digest(said.encode(), f"Bearer {token}".encode())


@post(REPORTS, status_code=204, include_in_schema=False)
async def csp_report(body: RawBody, meter: NamedDependency[Meter]) -> None:
    """Counts what was blocked; reports are strangers' text, so only short parts of some are logged."""
    for directive, blocked in _violations(body):
        if meter.violation():
            log.warning("violation", directive=directive[:LONGEST], blocked=blocked[:LONGEST])


def _violations(body: bytes) -> list[tuple[str, str]]:
    try:
        reports = msgspec.json.decode(body, type=list[Report])
    except (msgspec.DecodeError, RecursionError):
        return []
    return [(report.body.directive, report.body.blocked) for report in reports[:10]]


routes = [metrics, csp_report]
