"""The bus: what one worker tells all others of its site. It never makes anybody wait and never raises.

A message reaches the handlers of its own process before `publish` returns, and those of other workers soon, at most
once. Whoever must not miss one reads the database again when `on_gap` says that some may have been lost.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TypeVar

import structlog

T = TypeVar("T")
Handler = Callable[[bytes], None]
Gap = Callable[[], None]
Unsubscribe = Callable[[], None]
log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.backplane")


class Bus(ABC):
    """Making one opens nothing; `start` and `stop` belong to the event loop in which all handlers are called."""

    def __init__(self) -> None:
        self._handlers: dict[str, list[Handler]] = {}
        self._gaps: list[Gap] = []

    @property
    @abstractmethod
    def well(self) -> bool:
        """Whether a message of another worker would come through now."""

    @abstractmethod
    async def start(self) -> None:
        """Begin to hear other workers; returns at once, even if they cannot be reached."""

    @abstractmethod
    async def stop(self) -> None:
        """What was published has left, if that is possible; nothing is heard any more."""

    @abstractmethod
    def _forward(self, channel: str, message: bytes) -> None:
        """Send to the other workers, later."""

    def publish(self, channel: str, message: bytes) -> None:
        """Tell everybody who subscribed to `channel`, here now, elsewhere soon."""
        self._deliver(channel, message)
        self._forward(channel, message)

    def subscribe(self, channel: str, handler: Handler) -> Unsubscribe:
        """`handler` gets every message of the channel, in each sender's order; it must not block."""
        return _added(self._handlers.setdefault(channel, []), handler)

    def on_gap(self, handler: Gap) -> Unsubscribe:
        """`handler` is called whenever messages of other workers may have been missed."""
        return _added(self._gaps, handler)

    def _deliver(self, channel: str, message: bytes) -> None:
        for handler in list(self._handlers.get(channel, ())):
            try:
                handler(message)
            except Exception:
                log.exception("a message could not be taken", channel=channel)

    def _gap(self) -> None:
        for handler in list(self._gaps):
            try:
                handler()
            except Exception:
                log.exception("a gap could not be made good")


def _added(handlers: list[T], handler: T) -> Unsubscribe:
    handlers.append(handler)
    return lambda: handlers.remove(handler) if handler in handlers else None
