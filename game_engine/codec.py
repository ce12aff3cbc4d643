"""The packed match log: a small readable header, then entries and events as arrays for `numpy.frombuffer`.

    magic b"RBL1" · "<HHIIIII" version, flags, header_len, n_entries, n_events, body_len, crc32 of header and body
    header, JSON in UTF-8 · body, zlib of all entry records followed by all event records

Reading never trusts a stated size: nothing is unpacked before the checksum agrees, and never a byte more than the
records announced. Whatever bytes come in, only `LogError`s come out.
"""

import json
import struct
import zlib
from dataclasses import dataclass
from typing import Final, cast

from game_engine.digest import canonical_json
from game_engine.errors import BadEntry, CorruptLog, MissingEnd, NotALog, TruncatedLog, UnknownLogVersion
from game_engine.intents import End
from game_engine.jsonl import from_jsonl, to_jsonl
from game_engine.log import ENGINE, Config, Header, Log, Player, header_dict, read_header
from game_engine.records import END, ENTRY, EVENT, entry_of, event_of, pack_entry, pack_event, unpack_entry

__all__ = [
    "ENGINE",
    "MAGIC",
    "Config",
    "Header",
    "Log",
    "Packed",
    "Player",
    "decode",
    "encode",
    "from_jsonl",
    "open_log",
    "pack_entry",
    "pack_event",
    "to_jsonl",
    "unpack_entry",
]

MAGIC: Final = b"RBL1"
VERSION: Final = 1
FRAME: Final = struct.Struct("<HHIIIII")
LONGEST_HEADER: Final = 1 << 16
MOST_ENTRIES: Final = 1 << 20
"""About five hours at the fastest two players may type."""
MOST_EVENTS: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class Packed:
    """A log opened without making an object per record: the header's JSON and the two arrays' bytes."""

    header: dict[str, object]
    entries: bytes
    events: bytes


def encode(log: Log) -> bytes:
    """The log as bytes; MissingEnd if it is not whole, BadEntry if a number does not fit its field."""
    if not log.entries or not isinstance(log.entries[-1], End):
        raise MissingEnd("a log is written once its last entry is the end marker")
    header = canonical_json(header_dict(log.header)).encode()
    if len(header) > LONGEST_HEADER or len(log.entries) > MOST_ENTRIES or len(log.events) > MOST_EVENTS:
        raise BadEntry("the log is larger than any reader would accept")
    body = zlib.compress(b"".join([*map(pack_entry, log.entries), *map(pack_event, log.events)]))
    sizes = (len(header), len(log.entries), len(log.events), len(body), zlib.crc32(header + body))
    return MAGIC + FRAME.pack(VERSION, 0, *sizes) + header + body


def open_log(data: bytes) -> Packed:
    """Check the frame, checksum, sizes and end marker and hand out header and records; raises LogErrors only."""
    header_len, n_entries, n_events, body_len, crc = _frame(data)
    start = len(MAGIC) + FRAME.size
    whole = start + header_len + body_len
    if len(data) < whole:
        raise TruncatedLog(f"{len(data)} of {whole} bytes are there")
    if len(data) > whole or zlib.crc32(data[start:]) != crc:
        raise CorruptLog("the checksum does not agree")
    records = _unzipped(data[start + header_len :], n_entries * ENTRY.size + n_events * EVENT.size)
    entries, events = records[: n_entries * ENTRY.size], records[n_entries * ENTRY.size :]
    if entries[-ENTRY.size + 4 :][:1] != bytes([END]):
        raise MissingEnd("the last entry is not the end marker")
    return Packed(_json(data[start : start + header_len]), entries, events)


def decode(data: bytes) -> Log:
    """The log in these bytes, every value in its range; raises LogErrors only. `replay` judges their order."""
    packed = open_log(data)
    header = read_header(packed.header)
    entries = tuple(entry_of(fields) for fields in ENTRY.iter_unpack(packed.entries))
    return Log(header, entries, tuple(event_of(fields) for fields in EVENT.iter_unpack(packed.events)))


def _frame(data: bytes) -> tuple[int, int, int, int, int]:
    if data[: len(MAGIC)] != MAGIC:
        raise NotALog("a match log starts with RBL1")
    if len(data) < len(MAGIC) + FRAME.size:
        raise TruncatedLog("the log ends within its frame")
    version, flags, header_len, n_entries, n_events, body_len, crc = FRAME.unpack_from(data, len(MAGIC))
    if (version, flags) != (VERSION, 0):
        raise UnknownLogVersion(f"this engine reads version {VERSION}.0, the log is {version}.{flags}")
    if header_len > LONGEST_HEADER or n_entries > MOST_ENTRIES or n_events > MOST_EVENTS:
        raise CorruptLog("the log announces more than any match holds")
    return header_len, n_entries, n_events, body_len, crc


def _unzipped(body: bytes, size: int) -> bytes:
    """Exactly `size` bytes out of the body; one more is asked for to see a bomb, and no further."""
    unzip = zlib.decompressobj()
    try:
        records = unzip.decompress(body, size + 1)
    except zlib.error as error:
        raise CorruptLog(f"the records cannot be unpacked: {error}") from None
    if len(records) != size or not unzip.eof or unzip.unused_data:
        raise CorruptLog(f"the records do not fill the announced {size} bytes exactly")
    return records


def _json(data: bytes) -> dict[str, object]:
    try:
        header = json.loads(data)
    except (ValueError, RecursionError):
        raise CorruptLog("the header is not JSON") from None
    if not isinstance(header, dict):
        raise CorruptLog("the header is not an object")
    return cast("dict[str, object]", header)
