"""Every entry and event in its fixed record, and nothing else out of one."""

import struct
from typing import Any, cast

import pytest

from game_engine import (
    End,
    EndReason,
    Entry,
    Event,
    Goal,
    Hit,
    IdleWarning,
    Key,
    Look,
    Missed,
    Net,
    Over,
    Pause,
    Resign,
    ResignReason,
    Resume,
    Serve,
    Served,
)
from game_engine.errors import BadEntry, CorruptLog
from game_engine.records import ENTRY, EVENT, pack_entry, pack_event, unpack_entry, unpack_event

ENTRIES: list[tuple[Entry, tuple[int, ...]]] = [
    (Key(1, 0, -1, 2, 3), (1, 1, 0, -1, 2, 3)),
    (Serve(2, 1, 4, 5), (2, 2, 1, 0, 4, 5)),
    (Resign(3, 1, ResignReason.AFK), (3, 3, 1, 2, 0, 0)),
    (Pause(4, -1, 99), (4, 4, -1, 0, 99, 0)),
    (Resume(5, 98), (5, 5, -1, 0, 98, 0)),
    (Net(6, 0, 80, 7), (6, 6, 0, 0, 80, 7)),
    (Look(7, 1, 0xFFFFFFFE), (7, 7, 1, 0, -2, 0)),
    (Look(7, 1, 5), (7, 7, 1, 0, 5, 0)),
    (End(0xFFFFFFFF, EndReason.VOID), (0xFFFFFFFF, 8, -1, 4, 0, 0)),
]
EVENTS: list[tuple[Event, tuple[int, ...]]] = [
    (Served(1, 1, 2, 3, -1, 5, 6, 7), (1, 1, 1, 0, -1, 2, 0, 3, 5, 6, 7, 0, 0, 0, 0, 1, 0)),
    (
        Hit(1, 0, 2, -3, 1, 4, -1, 5, 6, 7, 8, -9, 10),
        (1, 2, 0, 1, -1, 2, -3, 4, 6, 7, 8, 5, -9, 0, 0, 10, 0),
    ),
    (Missed(1, 0, 2, -3, 1, 4, -1, 5), (1, 3, 0, 1, -1, 2, -3, 4, 0, 0, 0, 5, 0, 0, 0, 0, 0)),
    (Goal(1, 1, 2, 3, 4, 5), (1, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 4, 5, 0)),
    (Over(1, -1, EndReason.VOID), (1, 5, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4)),
    (IdleWarning(1, 1), (1, 6, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
]


@pytest.mark.parametrize(("entry", "fields"), ENTRIES)
def test_an_entry_is_these_16_bytes_and_back(entry: Entry, fields: tuple[int, ...]) -> None:
    assert pack_entry(entry) == struct.pack("<IBbhii", *fields)
    assert unpack_entry(pack_entry(entry)) == entry


@pytest.mark.parametrize(("event", "fields"), EVENTS)
def test_an_event_is_these_44_bytes_and_back(event: Event, fields: tuple[int, ...]) -> None:
    assert pack_event(event) == struct.pack("<IBbbbiiiiiiHhHHHH", *fields)
    assert unpack_event(pack_event(event)) == event


def test_the_records_have_the_sizes_that_readers_rely_on() -> None:
    assert (ENTRY.size, EVENT.size) == (16, 44)


@pytest.mark.parametrize(
    "entry", [Key(-1, 0, 0), Key(1 << 32, 0, 0), Key(1, 0, 0, 1 << 31), Net(1, 0, -(1 << 31) - 1, 0), Look(1, 0, -1)]
)
def test_a_number_too_large_for_its_field_is_refused(entry: Entry) -> None:
    with pytest.raises(BadEntry, match="does not fit"):
        pack_entry(entry)


def test_an_event_too_large_for_its_field_is_refused() -> None:
    with pytest.raises(BadEntry, match="does not fit"):
        pack_event(Goal(1, 1, 2, 1 << 16, 4, 5))


@pytest.mark.parametrize(
    "fields",
    [
        (1, 0, 0, 0, 0, 0),
        (1, 9, 0, 0, 0, 0),
        (1, 1, 0, 2, 0, 0),
        (1, 1, 2, 0, 0, 0),
        (1, 1, -1, 0, 0, 0),
        (1, 3, 0, 3, 0, 0),
        (1, 3, 0, -1, 0, 0),
        (1, 8, -1, 5, 0, 0),
        (1, 4, -2, 0, 0, 0),
        (1, 4, 2, 0, 0, 0),
    ],
)
def test_a_record_that_is_no_entry_is_corrupt(fields: tuple[int, ...]) -> None:
    with pytest.raises(CorruptLog):
        unpack_entry(ENTRY.pack(*fields))


@pytest.mark.parametrize(
    ("kind", "slot", "reason"), [(0, 0, 0), (7, 0, 0), (2, -1, 0), (4, 2, 0), (5, -2, 0), (5, 0, 5), (6, -1, 0)]
)
def test_a_record_that_is_no_event_is_corrupt(kind: int, slot: int, reason: int) -> None:
    with pytest.raises(CorruptLog):
        unpack_event(EVENT.pack(1, kind, slot, *(0,) * 13, reason))


@pytest.mark.parametrize("size", [0, 15, 17, 44])
def test_a_record_of_the_wrong_size_is_corrupt(size: int) -> None:
    with pytest.raises(CorruptLog):
        unpack_entry(bytes(size))
    with pytest.raises(CorruptLog):
        unpack_event(bytes(size + 1))


def test_what_is_neither_entry_nor_event_is_a_mistake_of_the_caller() -> None:
    for pack in (pack_entry, pack_event):
        with pytest.raises(AssertionError):
            pack(cast("Any", "key"))
