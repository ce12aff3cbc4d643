"""The client of Redis or Valkey as the backplane uses it: short patience, no retries, names with a prefix."""

from collections.abc import Awaitable
from typing import Any, Final, Protocol, cast
from urllib.parse import urlsplit

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

ANSWER_S: Final = 0.5
"""Longer than this nobody waits for an answer."""
FAILURES: Final = (RedisError, OSError)
"""What it looks like when the server is gone, frozen or full."""


class Line(Protocol):
    """A connection that listens."""

    def psubscribe(self, pattern: str) -> Awaitable[object]:
        """Hear every channel that matches."""
        ...

    def get_message(self, *, timeout: float) -> Awaitable[dict[str, Any] | None]:
        """The next message or answer; None when there was none for so many seconds."""
        ...

    def ping(self) -> Awaitable[object]:
        """Ask for an answer that comes as a message."""
        ...

    def aclose(self) -> Awaitable[None]:
        """Hang up."""
        ...


class Client(Protocol):
    """The few calls we make of a client whose own types are incomplete."""

    def execute_command(self, *words: str | bytes | int) -> Awaitable[object]:
        """One command and its answer."""
        ...

    def pubsub(self) -> Line:
        """A line of its own."""
        ...

    def aclose(self) -> Awaitable[None]:
        """Give every connection back."""
        ...


def client(url: str) -> Client:
    """A client of the server at `url`; connects when it is first asked something."""
    opened = cast("Any", Redis).from_url(
        url, protocol=2, driver_info=None,
        socket_timeout=ANSWER_S, socket_connect_timeout=ANSWER_S, retry=Retry(NoBackoff(), 0),
    )  # fmt: skip
    return cast("Client", opened)


def prefix(url: str) -> str:
    """What all our names begin with. Channels know no database numbers, so the number is part of every name."""
    return f"rallyboard:{urlsplit(url).path.strip('/') or '0'}:"
