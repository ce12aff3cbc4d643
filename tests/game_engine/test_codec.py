"""The packed log: round trips, numpy's view of it, and bytes of every kind of ill will."""

import json
import random
import struct
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from game_engine import End, EndReason, Key
from game_engine.codec import FRAME, MAGIC, MOST_ENTRIES, Log, decode, encode, open_log
from game_engine.errors import (
    BadEntry,
    CorruptLog,
    LogError,
    MissingEnd,
    NotALog,
    TruncatedLog,
    UnknownLogVersion,
)
from tests.game_engine.logs import random_log

LOG = random_log(4)
DATA = encode(LOG)
START = len(MAGIC) + FRAME.size


def framed(header: bytes, records: bytes, n_entries: int, n_events: int = 0, body: bytes | None = None) -> bytes:
    """A file whose frame and checksum are right, whatever it holds."""
    body = zlib.compress(records) if body is None else body
    sizes = (len(header), n_entries, n_events, len(body), zlib.crc32(header + body))
    return MAGIC + FRAME.pack(1, 0, *sizes) + header + body


@pytest.mark.parametrize("seed", range(12))
def test_a_log_is_read_as_it_was_written(seed: int) -> None:
    log = random_log(seed)
    assert decode(encode(log)) == log


def test_the_same_log_is_the_same_bytes() -> None:
    assert encode(decode(DATA)) == DATA


def test_numpy_sees_the_records_without_a_python_object_each() -> None:
    packed = open_log(DATA)
    entry = np.dtype([("t", "<u4"), ("kind", "u1"), ("slot", "i1"), ("value", "<i2"), ("a", "<i4"), ("b", "<i4")])
    entries = np.frombuffer(packed.entries, entry)
    assert entries["t"].tolist() == [one.t for one in LOG.entries]
    assert entries["kind"][-1] == 8
    assert len(packed.events) == 44 * len(LOG.events)
    assert packed.header["match"] == LOG.header.match


@pytest.mark.parametrize("entries", [(), (Key(1, 0, 1),)])
def test_a_log_without_its_end_is_not_written(entries: tuple[Key, ...]) -> None:
    with pytest.raises(MissingEnd):
        encode(Log(LOG.header, entries, ()))


def test_a_log_that_no_reader_would_accept_is_not_written() -> None:
    with pytest.raises(BadEntry, match="larger than any reader"):
        encode(replace(LOG, header=replace(LOG.header, mode="x" * 70_000)))


def test_a_log_whose_end_is_missing_is_refused() -> None:
    record = struct.pack("<IBbhii", 5, 1, 0, 1, 0, 0)
    for records in (b"", record):
        with pytest.raises(MissingEnd):
            open_log(framed(b"{}", records, len(records) // 16))


@pytest.mark.parametrize("data", [b"", b"RBL", b"PK\x03\x04" * 20, b"\x00" * 100])
def test_other_files_are_not_logs(data: bytes) -> None:
    with pytest.raises(NotALog):
        decode(data)


@pytest.mark.parametrize("place", [4, 6])
def test_another_version_or_flag_is_named(place: int) -> None:
    other = bytearray(DATA)
    other[place] ^= 3
    with pytest.raises(UnknownLogVersion):
        decode(bytes(other))


@pytest.mark.parametrize("cut", [4, START - 1, START, START + 10, len(DATA) - 1])
def test_a_log_cut_anywhere_is_truncated(cut: int) -> None:
    with pytest.raises(TruncatedLog):
        decode(DATA[:cut])


def test_one_changed_byte_or_one_too_many_is_seen() -> None:
    changed = bytearray(DATA)
    changed[-20] ^= 1
    for data in (bytes(changed), DATA + b"\x00"):
        with pytest.raises(CorruptLog, match="checksum"):
            decode(data)


@pytest.mark.parametrize("header", [b"[]", b"{", b"\xff", b"[" * 60_000, b'"' + b"9" * 5_000])
def test_a_header_that_is_no_object_is_corrupt(header: bytes) -> None:
    with pytest.raises(CorruptLog, match="header"):
        decode(framed(header, struct.pack("<IBbhii", 5, 8, -1, 0, 0, 0), 1))


def test_records_that_are_not_zlib_are_corrupt() -> None:
    with pytest.raises(CorruptLog, match="cannot be unpacked"):
        open_log(framed(b"{}", b"", 1, body=b"not zlib at all"))


@pytest.mark.parametrize("n_entries", [0, 1, 3])
def test_records_must_fill_the_announced_size_exactly(n_entries: int) -> None:
    with pytest.raises(CorruptLog, match="exactly"):
        open_log(framed(b"{}", bytes(32), n_entries))


@pytest.mark.parametrize("body", [zlib.compress(bytes(16)) + b"more", zlib.compress(bytes(16))[:-4]])
def test_a_body_with_a_tail_or_without_its_end_is_corrupt(body: bytes) -> None:
    with pytest.raises(CorruptLog, match="exactly"):
        open_log(framed(b"{}", b"", 1, body=body))


def test_a_bomb_is_never_unpacked_beyond_its_announced_size() -> None:
    bomb = framed(b"{}", bytes(64_000_000), 10)
    tracemalloc.start()
    with pytest.raises(CorruptLog, match="exactly"):
        open_log(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize(
    ("header_len", "n_entries", "n_events"), [(65_537, 1, 0), (2, MOST_ENTRIES + 1, 0), (2, 1, 1 << 20)]
)
def test_announcing_more_than_a_match_can_hold_is_corrupt(header_len: int, n_entries: int, n_events: int) -> None:
    with pytest.raises(CorruptLog, match="more than any match"):
        open_log(MAGIC + FRAME.pack(1, 0, header_len, n_entries, n_events, 4, 0) + bytes(9))


def mutated(chance: random.Random) -> bytes:
    """The log with a few bytes changed, moved or lost; half of the time with a checksum that agrees."""
    data = bytearray(DATA)
    for _ in range(chance.randrange(1, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    data = data[: chance.randrange(len(data))] if chance.random() < 0.3 else data
    if chance.random() < 0.5 and len(data) > START:
        data[START - 4 : START] = struct.pack("<I", zlib.crc32(data[START:]))
    return bytes(data)


def resealed(chance: random.Random) -> bytes:
    """Records and header changed under a right checksum: only the values themselves can give it away."""
    packed = open_log(DATA)
    records, header = bytearray(packed.entries + packed.events), bytearray(json.dumps(packed.header).encode())
    target = records if chance.random() < 0.7 else header
    for _ in range(chance.randrange(1, 4)):
        target[chance.randrange(len(target))] = chance.randrange(256)
    return framed(bytes(header), bytes(records), len(LOG.entries), len(LOG.events))


@pytest.mark.parametrize("damage", [mutated, resealed, lambda chance: chance.randbytes(chance.randrange(200))])
def test_whatever_comes_in_only_log_errors_come_out(damage: Callable[[random.Random], bytes]) -> None:
    chance, refused = random.Random(9), 0
    for _ in range(1_500):
        try:
            decode(damage(chance))
        except LogError:
            refused += 1
    assert refused > 300


def test_an_end_marker_alone_is_a_log() -> None:
    log = Log(LOG.header, (End(0, EndReason.VOID),), ())
    assert decode(encode(log)) == log
