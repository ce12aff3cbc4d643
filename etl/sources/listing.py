"""A source over records already in memory."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from etl.sources.record import Record


class ListSource:
    """Serves the records given to it, in order of seq; more may be appended while it is read."""

    def __init__(self, records: Iterable[Record] = (), name: str = "list") -> None:
        """Take over the records; their seqs must differ."""
        self.name = name
        self._records = sorted(records, key=lambda record: record.seq)

    def append(self, record: Record) -> None:
        """Add a record above all others."""
        self._records.append(record)

    def read(self, after: int, limit: int) -> Sequence[Record]:
        """At most `limit` records above `after`."""
        first = self._first(after)
        return self._records[first : first + limit]

    def behind(self, after: int) -> int:
        """How many records lie above `after`."""
        return len(self._records) - self._first(after)

    def _first(self, after: int) -> int:
        return bisect_right(self._records, after, key=lambda record: record.seq)
