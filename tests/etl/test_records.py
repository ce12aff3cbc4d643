"""The numpy dtypes read the very bytes that the engine's codec writes."""

import numpy as np

from etl.records import ENTRY, EVENT, EntryKind, EventKind
from game_engine import records as packed
from game_engine.events import Hit, Over
from game_engine.intents import EndReason, Key, Look


def test_sizes_are_those_of_the_codec() -> None:
    assert ENTRY.itemsize == packed.ENTRY.size == 16
    assert EVENT.itemsize == packed.EVENT.size == 44


def test_an_entry_reads_back_field_by_field() -> None:
    data = packed.pack_entry(Key(2**32 - 1, 1, -1, -5, 2**31 - 1)) + packed.pack_entry(Look(7, 0, 2**32 - 1))
    key, look = np.frombuffer(data, ENTRY)
    assert key.tolist() == (2**32 - 1, EntryKind.KEY, 1, -1, -5, 2**31 - 1)
    assert look.tolist() == (7, EntryKind.LOOK, 0, 0, -1, 0)


def test_an_event_reads_back_field_by_field() -> None:
    hit = Hit(9, 1, 450_000, -20, -1, 440_000, 1, 3, -3_750, 100, 3_751, -5, 12)
    (row,) = np.frombuffer(packed.pack_event(hit), EVENT)
    named = dict(zip(EVENT.names or (), row.tolist(), strict=True))
    assert named == {
        "t": 9, "kind": EventKind.HIT, "slot": 1, "dir": -1, "opp_dir": 1, "y": 450_000, "off": -20, "opp_y": 440_000,
        "vx": -3_750, "vy": 100, "speed": 3_751, "bounces": 3, "index": -5, "s0": 0, "s1": 0, "hits": 12, "reason": 0,
    }  # fmt: skip


def test_nobody_is_slot_minus_one() -> None:
    (row,) = np.frombuffer(packed.pack_event(Over(5, -1, EndReason.VOID)), EVENT)
    assert (row["kind"], row["slot"], row["reason"]) == (EventKind.OVER, -1, 4)


def test_kinds_have_the_codecs_numbers() -> None:
    assert [kind.value for kind in EntryKind] == list(range(packed.KEY, packed.END + 1))
    assert [kind.value for kind in EventKind] == list(range(packed.SERVED, packed.IDLE + 1))
