"""Packed records: an entry in 16 bytes, an event in 44, little-endian, so that arrays of them need no decoding.

    entry  t u32, kind u8, slot i8, value i16, a i32, b i32
    event  t u32, kind u8, slot i8, dir i8, opp_dir i8, y, off, opp_y, vx, vy, speed i32,
           bounces u16, index i16, s0, s1, hits, reason u16

Entry kinds: 1 Key (value key, a arr, b claim), 2 Serve (a arr, b claim), 3 Resign (value reason), 4 Pause and
5 Resume (a wall_ms), 6 Net (a rtt, b jit), 7 Look (a the view's bits), 8 End (value reason). Event kinds: 1 Served,
2 Hit, 3 Missed, 4 Goal (slot is the winner), 5 Over (slot is the winner or -1), 6 IdleWarning. Unused fields are 0.
"""

import struct
from typing import Final, assert_never

from game_engine.errors import BadEntry, CorruptLog
from game_engine.events import Event, Goal, Hit, IdleWarning, Missed, Over, Served
from game_engine.intents import (
    SERVER,
    End,
    EndReason,
    Entry,
    Key,
    Look,
    Net,
    Pause,
    Resign,
    ResignReason,
    Resume,
    Serve,
)

ENTRY: Final = struct.Struct("<IBbhii")
EVENT: Final = struct.Struct("<IBbbbiiiiiiHhHHHH")
KEY, SERVE, RESIGN, PAUSE, RESUME, NET, LOOK, END = range(1, 9)
SERVED, HIT, MISSED, GOAL, OVER, IDLE = range(1, 7)


def pack_entry(entry: Entry) -> bytes:
    """One entry as its 16 bytes; BadEntry when a number does not fit its field."""
    try:
        return ENTRY.pack(*_entry_fields(entry))
    except struct.error as error:
        raise BadEntry(f"{entry} does not fit a record: {error}") from None


def unpack_entry(data: bytes) -> Entry:
    """The entry in exactly 16 bytes; CorruptLog when they are none."""
    if len(data) != ENTRY.size:
        raise CorruptLog(f"an entry has {ENTRY.size} bytes, not {len(data)}")
    return entry_of(ENTRY.unpack(data))


def pack_event(event: Event) -> bytes:
    """One event as its 44 bytes; BadEntry when a number does not fit its field."""
    try:
        return EVENT.pack(*_event_fields(event))
    except struct.error as error:
        raise BadEntry(f"{event} does not fit a record: {error}") from None


def unpack_event(data: bytes) -> Event:
    """The event in exactly 44 bytes; CorruptLog when they are none."""
    if len(data) != EVENT.size:
        raise CorruptLog(f"an event has {EVENT.size} bytes, not {len(data)}")
    return event_of(EVENT.unpack(data))


def _entry_fields(entry: Entry) -> tuple[int, int, int, int, int, int]:
    match entry:
        case Key():  # nearly all entries are keys, and naming the fields is twice as quick as taking them apart
            return entry.t, KEY, entry.slot, entry.key, entry.arr, entry.claim
        case Serve(t, slot, arr, claim):
            return t, SERVE, slot, 0, arr, claim
        case Resign(t, slot, reason):
            return t, RESIGN, slot, reason, 0, 0
        case Pause(t, slot, wall_ms):
            return t, PAUSE, slot, 0, wall_ms, 0
        case Resume(t, wall_ms):
            return t, RESUME, SERVER, 0, wall_ms, 0
        case Net(t, slot, rtt, jit):
            return t, NET, slot, 0, rtt, jit
        case Look(t, slot, view):
            return t, LOOK, slot, 0, view - (view >> 31 << 32), 0
        case End(t, reason):
            return t, END, SERVER, reason, 0, 0
        case _ as unreachable:
            assert_never(unreachable)


def entry_of(fields: tuple[int, ...]) -> Entry:
    """The entry of an unpacked record; CorruptLog for an unknown kind or a value outside its range."""
    t, kind, slot, value, a, b = fields
    seated = kind not in (PAUSE, RESUME, END)
    if not (0 if seated else SERVER) <= slot <= 1:
        raise CorruptLog(f"the entry at tick {t} names seat {slot}")
    match kind:
        case 1 if -1 <= value <= 1:
            return Key(t, slot, value, a, b)
        case 2:
            return Serve(t, slot, a, b)
        case 3 if 0 <= value < len(ResignReason):
            return Resign(t, slot, ResignReason(value))
        case 4:
            return Pause(t, slot, a)
        case 5:
            return Resume(t, a)
        case 6:
            return Net(t, slot, a, b)
        case 7:
            return Look(t, slot, a & 0xFFFFFFFF)
        case 8 if 0 <= value < len(EndReason):
            return End(t, EndReason(value))
        case _:
            raise CorruptLog(f"the entry at tick {t} has kind {kind} and value {value}")


def _event_fields(event: Event) -> tuple[int, ...]:
    match event:
        case Served(t, slot, y, opp_y, opp_dir, vx, vy, speed):
            return t, SERVED, slot, 0, opp_dir, y, 0, opp_y, vx, vy, speed, 0, 0, 0, 0, 1, 0
        case Hit(t, slot, y, off, key, opp_y, opp_dir, bounces, vx, vy, speed, index, hits):
            return t, HIT, slot, key, opp_dir, y, off, opp_y, vx, vy, speed, bounces, index, 0, 0, hits, 0
        case Missed(t, slot, y, off, key, opp_y, opp_dir, bounces):
            return t, MISSED, slot, key, opp_dir, y, off, opp_y, 0, 0, 0, bounces, 0, 0, 0, 0, 0
        case Goal(t, winner, y, s0, s1, hits):
            return t, GOAL, winner, 0, 0, y, 0, 0, 0, 0, 0, 0, 0, s0, s1, hits, 0
        case Over(t, winner, reason):
            return t, OVER, winner, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, reason
        case IdleWarning(t, slot):
            return t, IDLE, slot, *(0,) * 14
        case _ as unreachable:
            assert_never(unreachable)


def event_of(fields: tuple[int, ...]) -> Event:
    """The event of an unpacked record; CorruptLog for an unknown kind or a value outside its range."""
    t, kind, slot, key, opp_dir, y, off, opp_y, vx, vy, speed, bounces, index, s0, s1, hits, reason = fields
    if not (-1 if kind == OVER else 0) <= slot <= 1:
        raise CorruptLog(f"the event at tick {t} names seat {slot}")
    match kind:
        case 1:
            return Served(t, slot, y, opp_y, opp_dir, vx, vy, speed)
        case 2:
            return Hit(t, slot, y, off, key, opp_y, opp_dir, bounces, vx, vy, speed, index, hits)
        case 3:
            return Missed(t, slot, y, off, key, opp_y, opp_dir, bounces)
        case 4:
            return Goal(t, slot, y, s0, s1, hits)
        case 5 if reason < len(EndReason):
            return Over(t, slot, EndReason(reason))
        case 6:
            return IdleWarning(t, slot)
        case _:
            raise CorruptLog(f"the event at tick {t} has kind {kind} and reason {reason}")
