"""The pipeline: reads a stream from its own offset and loads it, batch by batch.

    source -> decode and check -> rejects with place and reason
                              -> frames -> models -> audits -> facts

Facts, rejects and offset of a batch are one transaction: after a kill at any instant every record is loaded once,
rejected once or still to be read. Running twice loads nothing twice.
"""

import time
from collections.abc import Iterator, Sequence
from typing import Final

import duckdb

from etl import ledger, rejects
from etl.auditing import expel, offenders
from etl.batch import Batch, join
from etl.ledger import RunReport
from etl.loading import load
from etl.refit import refit
from etl.rejects import Flaw, Reason, Reject
from etl.sources import Record, Source
from etl.staging import Decoded, decode, fresh
from etl.warehouse import Warehouse

BATCH: Final = 50
"""Records in one transaction: decoded in some ten ms, so that a live match beside the pipeline is not kept waiting."""


class Pipeline:
    """One stream into one warehouse."""

    def __init__(self, warehouse: Warehouse, source: Source) -> None:
        """Tie the stream to the warehouse; nothing is read yet."""
        self._warehouse = warehouse
        self._source = source

    def run_once(self, limit: int = BATCH) -> RunReport:
        """Load at most `limit` records above the offset. Errors of the disk or of DuckDB itself pass through."""
        with self._warehouse.cursor() as cursor:
            after = ledger.standing(cursor, self._source.name).seq
        records = self._source.read(after, limit)
        return self._load(records, after) if records else RunReport(0, 0, 0, after)

    def run(self, limit: int = BATCH) -> Iterator[RunReport]:
        """Run until the stream is read to its end, one report a batch."""
        while (report := self.run_once(limit)).read:
            yield report

    def _load(self, records: Sequence[Record], after: int) -> RunReport:
        """Load one batch. If a record's numbers break a model, halves are tried until that record stands alone."""
        began = time.perf_counter()
        decoded = decode(records)
        try:
            return self._commit(records, decoded, after, began)
        except duckdb.DataError as error:
            if len(records) == 1:
                return self._commit(records, _unloadable(records[0], error), after, began)
            half = len(records) // 2
            first = self._load(records[:half], after)
            return _added(first, self._load(records[half:], first.offset))

    def _commit(self, records: Sequence[Record], decoded: Decoded, after: int, began: float) -> RunReport:
        stream = self._source.name
        with self._warehouse.transaction() as connection:
            staged = fresh(decoded, _known(connection, decoded))
            refused = [*staged.rejects, *_facts(connection, staged.batch)]
            rejects.keep(connection, stream, refused)
            tried = refit(connection)
            report = RunReport(len(records), len(records) - len(refused), len(refused), records[-1].seq, tried)
            ledger.note(connection, stream, after, report, (time.perf_counter() - began) * 1000)
        return report


def _facts(connection: duckdb.DuckDBPyConnection, batch: Batch) -> list[Reject]:
    """Load the batch and audit it; the matches that break an audit are taken out again and returned."""
    if not batch.logs:
        return []
    load(connection, batch)
    broken = offenders(connection)
    if broken:
        expel(connection, broken)
    return [
        Flaw("log", Reason.AUDIT, f"{broken[log.match_id].name}: {broken[log.match_id].sentence}").of(log.record)
        for log in batch.logs
        if log.match_id in broken
    ]


def _known(connection: duckdb.DuckDBPyConnection, decoded: Decoded) -> dict[str, str]:
    """The log hash of each match of the batch that is loaded already."""
    matches = [log.match_id for log in decoded.batch.logs]
    sql = "SELECT match_id, log_sha FROM dim_match WHERE match_id IN (SELECT unnest(?::UUID[]))"
    return {str(match): sha for match, sha in connection.execute(sql, [matches]).fetchall()}


def _unloadable(record: Record, error: duckdb.Error) -> Decoded:
    return Decoded(join([]), [Flaw("log", Reason.UNLOADABLE, str(error)).of(record)])


def _added(first: RunReport, second: RunReport) -> RunReport:
    return RunReport(
        first.read + second.read,
        first.loaded + second.loaded,
        first.rejected + second.rejected,
        second.offset,
        first.refits + second.refits,
    )


__all__ = ["BATCH", "Pipeline", "RunReport"]
