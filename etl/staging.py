"""Staging: records become one batch of sound logs and a list of rejects; numpy works on all their shots at once.

Python walks over logs, never over shots.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from etl import checks
from etl.batch import Batch, join
from etl.opening import Opened, open_record
from etl.rejects import Flaw, Reason, Reject
from etl.sources import Record


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a batch holds: sound logs, and the records that were refused."""

    batch: Batch
    rejects: Sequence[Reject]


def decode(records: Iterable[Record]) -> Decoded:
    """Open and check every record. Each ends in the batch or among the rejects, and nothing in a record raises."""
    opened = [open_record(record) for record in records]
    rejects = [found for found in opened if isinstance(found, Reject)]
    batch = join([found for found in opened if isinstance(found, Opened)])
    for check in (checks.of_entries, checks.of_events, checks.of_results):
        batch = _sift(batch, check(batch), rejects)
    return Decoded(batch, rejects)


def fresh(decoded: Decoded, known: Mapping[str, str]) -> Decoded:
    """What is new of it, `known` being the log hash of every match that is loaded already.

    The same log again changes nothing. Another log of a known match is refused: a match is a value, one must be wrong.
    """
    rejects = list(decoded.rejects)
    batch = _sift(decoded.batch, _other_logs(decoded.batch, known), rejects)
    return Decoded(batch.without(_copies(batch, known)), rejects)


def _sift(batch: Batch, flaws: Mapping[int, Flaw], rejects: list[Reject]) -> Batch:
    """The batch without its flawed logs, which join the rejects."""
    rejects += [flaw.of(batch.logs[m].record) for m, flaw in flaws.items()]
    return batch.without(frozenset(flaws))


def _other_logs(batch: Batch, known: Mapping[str, str]) -> dict[int, Flaw]:
    """Logs of matches that are known by another log."""
    shas = dict(known)
    return {
        m: Flaw("log", Reason.OTHER_LOG, f"the match is known by log {shas[log.match_id]}")
        for m, log in enumerate(batch.logs)
        if shas.setdefault(log.match_id, log.sha) != log.sha
    }


def _copies(batch: Batch, known: Mapping[str, str]) -> frozenset[int]:
    """Places of logs that are loaded already or stand in this batch before."""
    seen = set(known)
    copies: set[int] = set()
    for m, log in enumerate(batch.logs):
        if log.match_id in seen:
            copies.add(m)
        seen.add(log.match_id)
    return frozenset(copies)
