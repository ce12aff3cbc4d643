"""The journal's records as bytes: each with its length, kind and checksum, so that a torn tail is seen for what it is.

segment   magic, run id, index, checksum          one file; a run is one process's journal
OPEN      no, epoch, carried, match id, body      a match is played by this run under the number `no`
ENTRY     no, seq, the entry as the log packs it
CLOCK     no, running, tick, origin_ns            how the match's ticks follow this run's nanoseconds from here
BEAT      ns                                      this run was alive then, and all before is written
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias
from uuid import UUID

from game_engine.errors import EngineError
from game_engine.intents import Entry
from game_engine.records import pack_entry, unpack_entry

MAGIC: Final = b"RBJ1"
_SEGMENT: Final = struct.Struct("<4s16sI")
_HEAD: Final = struct.Struct("<IIB")  # checksum of the rest, length of the payload, kind
_REST: Final = struct.Struct("<IB")
_OPEN: Final = struct.Struct("<III16s")
_ENTRY: Final = struct.Struct("<II")
_ENTRY_REST: Final = struct.Struct("<IBII")
_ENTRY_SIZE: Final = 24
_CLOCK: Final = struct.Struct("<IBiq")
_BEAT: Final = struct.Struct("<q")
_CRC: Final = struct.Struct("<I")
SEGMENT_SIZE: Final = _SEGMENT.size + _CRC.size
LONGEST: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Opened:
    """A match begins here, or goes on here: `carried` entries of an earlier epoch follow at once."""

    no: int
    epoch: int
    carried: int
    match_id: UUID
    body: bytes


@dataclass(frozen=True, slots=True)
class Entered:
    """The `seq`-th accepted entry of a match, from 0."""

    no: int
    seq: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Clocked:
    """From here the match stands at `tick`, or passes it at `origin_ns`."""

    no: int
    running: bool
    tick: int
    origin_ns: int


@dataclass(frozen=True, slots=True)
class Beat:
    """The process was alive at `ns`."""

    ns: int


Record: TypeAlias = Opened | Entered | Clocked | Beat


def segment_head(run: bytes, index: int) -> bytes:
    """The first bytes of a segment."""
    head = _SEGMENT.pack(MAGIC, run, index)
    return head + _CRC.pack(zlib.crc32(head))


def read_head(data: bytes) -> tuple[bytes, int] | None:
    """Run id and index; None when these are not the first bytes of a segment."""
    if len(data) < SEGMENT_SIZE:
        return None
    magic, run, index = _SEGMENT.unpack_from(data)
    (crc,) = _CRC.unpack_from(data, _SEGMENT.size)
    return (run, index) if magic == MAGIC and crc == zlib.crc32(data[: _SEGMENT.size]) else None


def opened(no: int, epoch: int, carried: int, match_id: UUID, body: bytes) -> bytes:
    """An OPEN record."""
    return _framed(1, _OPEN.pack(no, epoch, carried, match_id.bytes) + body)


def entered(no: int, seq: int, entry: Entry) -> bytes:
    """An ENTRY record."""
    # The one record that is written all the time, so it is put together in one go.
    rest = _ENTRY_REST.pack(_ENTRY_SIZE, 2, no, seq) + pack_entry(entry)
    return _CRC.pack(zlib.crc32(rest)) + rest


def clocked(no: int, running: bool, tick: int, origin_ns: int) -> bytes:
    """A CLOCK record."""
    return _framed(3, _CLOCK.pack(no, running, tick, origin_ns))


def beat(ns: int) -> bytes:
    """A BEAT record."""
    return _framed(4, _BEAT.pack(ns))


def _framed(kind: int, payload: bytes) -> bytes:
    rest = _REST.pack(len(payload), kind)
    return _CRC.pack(zlib.crc32(payload, zlib.crc32(rest))) + rest + payload


def records(data: bytes) -> Iterator[Record]:
    """The records of a segment, after its head, up to the first that is torn or damaged."""
    at = SEGMENT_SIZE
    while at + _HEAD.size <= len(data):
        crc, length, kind = _HEAD.unpack_from(data, at)
        start, end = at + _HEAD.size, at + _HEAD.size + length
        if length > LONGEST or end > len(data) or crc != zlib.crc32(data[at + _CRC.size : end]):
            return
        record = _record(kind, data[start:end])
        if record is None:
            return
        yield record
        at = end


def _record(kind: int, payload: bytes) -> Record | None:
    try:
        match kind:
            case 1:
                no, epoch, carried, match_id = _OPEN.unpack_from(payload)
                return Opened(no, epoch, carried, UUID(bytes=match_id), payload[_OPEN.size :])
            case 2:
                no, seq = _ENTRY.unpack_from(payload)
                return Entered(no, seq, unpack_entry(payload[_ENTRY.size :]))
            case 3:
                no, running, tick, origin_ns = _CLOCK.unpack(payload)
                return Clocked(no, bool(running), tick, origin_ns)
            case 4:
                return Beat(*_BEAT.unpack(payload))
            case _:
                return None
    except (struct.error, ValueError, EngineError):
        return None
