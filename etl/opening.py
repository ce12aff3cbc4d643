"""Opening a record: frame, checksum, header and rules are judged here, its packed records stay bytes."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from etl.header import Header, read, rules_of
from etl.rejects import Flaw, Reason, Reject, flaw_of
from etl.sources import Record
from game_engine.codec import open_log
from game_engine.errors import LogError
from game_engine.rulesets import Ruleset


@dataclass(frozen=True)
class Opened:
    """One log whose frame and header are sound."""

    record: Record
    header: Header
    rules: Ruleset
    entries: bytes
    events: bytes

    @property
    def match_id(self) -> str:
        """The match as its header names it."""
        return str(self.header.match)

    @cached_property
    def sha(self) -> str:
        """SHA-256 of the whole log."""
        return sha256(self.record.data).hexdigest()


def open_record(record: Record) -> Opened | Reject:
    """Open one log, or say why it cannot be believed."""
    try:
        packed = open_log(record.data)
    except LogError as error:
        return flaw_of(error).of(record)
    header = read(packed.header)
    if isinstance(header, Flaw):
        return header.of(record)
    rules = rules_of(header)
    if isinstance(rules, Flaw):
        return rules.of(record)
    if record.s0 is not None and str(header.match) != record.match_id:
        return Flaw("header.match", Reason.RESULT_MISMATCH, f"the stream says {record.match_id}").of(record)
    return Opened(record, header, rules, packed.entries, packed.events)
