"""A line: the sending end of one socket, as a match sees it. It never blocks and never raises."""

from typing import Protocol


class Line(Protocol):
    """One socket; after `close`, or after its peer went, frames go nowhere."""

    def send(self, frame: bytes) -> None:
        """Send one text frame, in order, as soon as the peer takes it."""
        ...

    def close(self, code: int) -> None:
        """Say goodbye after what was sent before."""
        ...
