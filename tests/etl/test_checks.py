"""Each check names the first bad record of the log that breaks it, and leaves its neighbours in the batch alone."""

from dataclasses import replace

import pytest

from etl.opening import Opened, open_record
from etl.records import EntryKind
from etl.rejects import Reason
from etl.sources import Record
from etl.staging import decode
from game_engine.codec import encode, open_log
from game_engine.events import Goal, Hit, Missed, Over, Served
from game_engine.intents import End, EndReason, Key, Net
from game_engine.log import Log
from tests.etl.damage import sealed
from tests.etl.matches import play, record

LOG = play(8)
FIRST_KEY = next(at for at, entry in enumerate(LOG.entries) if isinstance(entry, Key))
FIRST_HIT = next(at for at, event in enumerate(LOG.events) if isinstance(event, Hit))
FIRST_GOAL = next(at for at, event in enumerate(LOG.events) if isinstance(event, Goal))


def judged(data: bytes) -> tuple[str, Reason] | None:
    """Where and why this log is refused between two sound ones, or None."""
    middle = Record(2, "middle", data)
    decoded = decode([record(1, play(1)), middle, record(3, play(3))])
    assert [log.record.seq for log in decoded.batch.logs if log.record is not middle] == [1, 3]
    return (decoded.rejects[0].at, decoded.rejects[0].reason) if decoded.rejects else None


def with_entry(at: int, entry: object) -> bytes:
    return encode(replace(LOG, entries=(*LOG.entries[:at], entry, *LOG.entries[at + 1 :])))


def with_event(at: int, event: object) -> bytes:
    return encode(replace(LOG, events=(*LOG.events[:at], event, *LOG.events[at + 1 :])))


def without_event(at: int) -> bytes:
    return encode(replace(LOG, events=LOG.events[:at] + LOG.events[at + 1 :]))


def test_a_sound_log_passes() -> None:
    assert judged(encode(LOG)) is None


def test_a_key_out_of_range_is_found_at_its_place() -> None:
    bad = replace(LOG.entries[FIRST_KEY], key=2)
    assert judged(with_entry(FIRST_KEY, bad)) == (f"entries[{FIRST_KEY}]", Reason.BAD_ENTRY)


def test_ticks_may_not_run_backwards() -> None:
    bad = Key(LOG.entries[FIRST_KEY - 1].t - 1, 0, 1) if LOG.entries[FIRST_KEY - 1].t else Key(2**31, 0, 1)
    assert judged(with_entry(FIRST_KEY, bad)) in {
        (f"entries[{FIRST_KEY}]", Reason.BAD_ENTRY),
        (f"entries[{FIRST_KEY + 1}]", Reason.BAD_ENTRY),
    }


def test_a_negative_round_trip_is_no_sample() -> None:
    assert judged(with_entry(0, Net(0, 0, -5, 0))) == ("entries[0]", Reason.BAD_ENTRY)


def test_nothing_may_follow_the_end() -> None:
    early = (*LOG.entries[:3], End(LOG.entries[2].t, EndReason.SCORE), *LOG.entries[3:])
    assert judged(encode(replace(LOG, entries=early))) == ("entries[3]", Reason.BAD_ENTRY)


def test_a_log_without_entries_misses_its_end() -> None:
    packed = open_log(encode(LOG))
    header = encode(LOG)[28 : 28 + int.from_bytes(encode(LOG)[8:12], "little")]
    found = judged(sealed(header, b"", packed.events))
    assert found is not None
    assert found[1] is Reason.MISSING_END


@pytest.mark.parametrize(
    ("data", "at"),
    [
        (without_event(FIRST_GOAL), FIRST_GOAL),
        (without_event(0), 0),
        (without_event(len(LOG.events) - 1), len(LOG.events) - 2),
        (with_event(FIRST_HIT, replace(LOG.events[FIRST_HIT], speed=0)), FIRST_HIT),
        (with_event(FIRST_HIT, replace(LOG.events[FIRST_HIT], y=-1)), FIRST_HIT),
        (with_event(FIRST_HIT, replace(LOG.events[FIRST_HIT], opp_y=2**30)), FIRST_HIT),
        (with_event(FIRST_HIT, replace(LOG.events[FIRST_HIT], dir=-128)), FIRST_HIT),
        (with_event(FIRST_HIT, replace(LOG.events[FIRST_HIT], off=-(2**31))), FIRST_HIT),
        (with_event(FIRST_GOAL, replace(LOG.events[FIRST_GOAL], s0=9)), FIRST_GOAL),
    ],
)
def test_a_broken_story_is_found_at_its_place(data: bytes, at: int) -> None:
    assert judged(data) == (f"events[{at}]", Reason.BAD_EVENT)


def test_a_ball_struck_twice_by_one_side_is_refused() -> None:
    hit = LOG.events[FIRST_HIT]
    assert isinstance(hit, Hit)
    assert judged(with_event(FIRST_HIT, replace(hit, slot=1 - hit.slot))) == (f"events[{FIRST_HIT}]", Reason.BAD_EVENT)


def test_the_end_marker_must_agree_with_the_end() -> None:
    last = len(LOG.entries) - 1
    found = judged(with_entry(last, End(LOG.entries[last].t, EndReason.AFK)))
    assert found == ("result[0]", Reason.BAD_EVENT)


def test_idle_warnings_may_stand_anywhere() -> None:
    from game_engine.events import IdleWarning

    events = (LOG.events[0], IdleWarning(LOG.events[0].t, 1), *LOG.events[1:])
    assert judged(encode(replace(LOG, events=events))) is None


def test_every_event_kind_of_the_engine_is_known_to_the_story() -> None:
    kinds = {type(event) for event in LOG.events}
    assert kinds == {Served, Hit, Missed, Goal, Over}


def test_a_batch_of_nothing_is_sound() -> None:
    decoded = decode([])
    assert (len(decoded.batch.logs), decoded.rejects) == (0, [])
    assert {name: len(frame) for name, frame in decoded.batch.frames().items()} == {
        "stg_match": 0, "stg_seat": 0, "stg_entry": 0, "stg_event": 0,
    }  # fmt: skip


def test_records_keep_their_order_and_know_their_log() -> None:
    logs = [play(1), play(2)]
    decoded = decode([record(seq, log) for seq, log in enumerate(logs, 1)])
    frame = decoded.batch.frames()["stg_event"]
    assert frame["m"].to_list() == [m for m, log in enumerate(logs) for _ in log.events]
    assert frame["t"].to_list() == [event.t for log in logs for event in log.events]


def test_only_entries_that_a_model_reads_are_staged() -> None:
    decoded = decode([record(1, LOG)])
    kinds = set(decoded.batch.frames()["stg_entry"]["kind"])
    assert kinds == {EntryKind.KEY, EntryKind.NET, EntryKind.END}
    assert len(decoded.batch.entries) == len(LOG.entries)


def test_a_sound_record_keeps_its_log_as_it_came() -> None:
    log: Log = play(5)
    opened = open_record(record(1, log))
    assert isinstance(opened, Opened)
    assert (opened.match_id, len(opened.entries)) == (log.header.match, 16 * len(log.entries))
