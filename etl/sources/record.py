"""A record: one finished match as its stream hands it over, the log with the result that was announced."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Record:
    """The packed log of one match and what the site stored as its result.

    `s0` is None when the stream states no result; then the log is not compared with one. `winner` None: nobody won.
    """

    seq: int
    match_id: str
    data: bytes
    result_hash: int | None = None
    s0: int | None = None
    s1: int | None = None
    winner: int | None = None


class Source(Protocol):
    """An ordered, append-only stream of records. A record once read never changes."""

    @property
    def name(self) -> str:
        """The stream's name, as the ledger and the rejects keep it."""
        ...

    def read(self, after: int, limit: int) -> Sequence[Record]:
        """At most `limit` records with a seq above `after`, in ascending order of seq."""
        ...

    def behind(self, after: int) -> int:
        """How many records lie above `after`."""
        ...
