"""What a Prometheus server reads of this process: requests by route template, and gauges that rooms hand in."""

from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.registry import Collector

from rallyboard.kit.bucket import Buckets
from rallyboard.kit.errors import Unavailable

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
        self._loggable = Buckets(burst=20, per_second=0.1, most=1)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request; `route` is a template, never a path with ids in it."""
        self._requests.labels(method if method in METHODS else "other", route, status).inc()
        self._seconds.labels(route).observe(seconds)

    def violation(self) -> bool:
        """Count a violation that a browser reported; True while so few are that one more may be logged."""
        self._violations.inc()
        return self._loggable.wait("violations") == 0.0

    def watch(self, room: str, read: Callable[[], Mapping[str, float]]) -> None:
        """Show a room's numbers, read from it whenever somebody looks; none while the room is closed."""
        self._registry.register(_Room(room, read))

    def text(self) -> bytes:
        """The exposition format."""
        return generate_latest(self._registry)


class _Room(Collector):
    def __init__(self, name: str, read: Callable[[], Mapping[str, float]]) -> None:
        self._name, self._read = name, read

    def collect(self) -> Iterator[Metric]:
        try:
            numbers = self._read()
        except Unavailable:
            return
        for name, value in numbers.items():
            title = f"rallyboard_{self._name}_{name}"
            yield GaugeMetricFamily(title, name.replace("_", " "), value=value)

    def describe(self) -> list[Metric]:
        """Nothing: asking the room for its names would open it."""
        return []
