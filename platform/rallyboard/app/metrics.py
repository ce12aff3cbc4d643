"""What a Prometheus server reads of this process: requests by route template, and gauges that rooms hand in."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE = CONTENT_TYPE_LATEST
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
METHODS = frozenset({"GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"})


class Meter:
    """One registry an application, so that two in one process (as in tests) do not share their counts."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "rallyboard_http_requests", "Requests answered", ["method", "route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "rallyboard_http_seconds", "Time to answer", ["route"], buckets=BUCKETS, registry=self._registry
        )
        self._violations = Counter(
            "rallyboard_csp_violations", "Content-Security-Policy violations reported", registry=self._registry
        )

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request; `route` is a template, never a path with ids in it."""
        self._requests.labels(method if method in METHODS else "other", route, status).inc()
        self._seconds.labels(route).observe(seconds)

    def violation(self, count: int) -> None:
        """Count violations that a browser reported."""
        self._violations.inc(count)

    def gauge(self, name: str, text: str, read: Callable[[], float]) -> None:
        """A value that is read from its owner whenever somebody looks."""
        Gauge(f"rallyboard_{name}", text, registry=self._registry).set_function(read)

    def text(self) -> bytes:
        """The exposition format."""
        return generate_latest(self._registry)
