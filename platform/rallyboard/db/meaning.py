"""What PostgreSQL's error codes mean for the one who asked: later, again, never, or a bug of ours (None).

Codes are the SQLSTATEs of PostgreSQL's appendix A. Violated constraints are no business of this table: the room that
made the constraint knows what it means.
"""

from typing import Final

from rallyboard.db.errors import DatabaseAway, DatabaseBusy, Unstorable
from rallyboard.kit.errors import RallyboardError

BUSY: Final = frozenset({
    "40001",  # serialization_failure
    "40P01",  # deadlock_detected
    "55P03",  # lock_not_available: waited longer than lock_timeout
    "57014",  # query_canceled: took longer than statement_timeout
})  # fmt: skip
AWAY: Final = ("08", "53", "57P", "58")
"""Lost connections, no room left, shutting down, trouble below the database."""
UNSTORABLE: Final = frozenset({
    "22000",  # data_exception: what the driver refuses to send
    "22001",  # string_data_right_truncation
    "22003",  # numeric_value_out_of_range
    "22021",  # character_not_in_repertoire: U+0000
})  # fmt: skip


def meaning(sqlstate: str | None) -> RallyboardError | None:
    """The room's own error for a code; None when it has none."""
    if sqlstate is None:
        return None
    if sqlstate in BUSY:
        return DatabaseBusy("Somebody was changing the same thing; try again.", retry_after=1)
    if sqlstate.startswith(AWAY):
        return DatabaseAway("Saving is paused; nothing was lost. Try again in a few seconds.")
    if sqlstate in UNSTORABLE:
        return Unstorable("A text is too long, or has a character in it that cannot be stored; change it.")
    return None
