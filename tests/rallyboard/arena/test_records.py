"""Records of the journal: each reads back as itself, and the first damaged one ends what is believed."""

import random
from uuid import UUID

import pytest

from game_engine import End, EndReason, Key, Look, Net, Pause, Resign, ResignReason, Resume, Serve
from rallyboard.arena import records
from rallyboard.arena.records import Beat, Clocked, Entered, Opened

MATCH = UUID("01a1fc9e-03d3-70d1-848c-9a5aa71801f4")
RUN = bytes(range(16))
ENTRIES = [
    Key(1, 0, -1, 2, 1), Serve(300, 1, 301, 299), Resign(5, 1, ResignReason.AFK), Pause(9, -1, 0),
    Resume(9, 13_000), Net(1200, 0, 85, 3), Look(240, 1, 0xFFFFFFFF), End(9999, EndReason.SCORE),
]  # fmt: skip


def sample() -> tuple[bytes, list[records.Record]]:
    made: list[records.Record] = [Opened(7, 2, len(ENTRIES), MATCH, b'{"a":1}')]
    made += [Entered(7, seq, entry) for seq, entry in enumerate(ENTRIES)]
    made += [Clocked(7, True, -3, 10**18), Beat(10**18 + 5)]
    data = records.segment_head(RUN, 3) + records.opened(7, 2, len(ENTRIES), MATCH, b'{"a":1}')
    data += b"".join(records.entered(7, seq, entry) for seq, entry in enumerate(ENTRIES))
    return data + records.clocked(7, True, -3, 10**18) + records.beat(10**18 + 5), made


def test_every_record_reads_back_as_itself() -> None:
    data, made = sample()
    assert records.read_head(data) == (RUN, 3)
    assert list(records.records(data)) == made


def test_a_torn_tail_loses_only_what_was_torn() -> None:
    data, made = sample()
    for length in range(records.SEGMENT_SIZE, len(data)):
        read = list(records.records(data[:length]))
        assert read == made[: len(read)]
        assert len(read) < len(made)


def test_a_flipped_bit_is_never_believed() -> None:
    data, made = sample()
    chance = random.Random(1)
    for _ in range(500):
        broken = bytearray(data)
        broken[chance.randrange(records.SEGMENT_SIZE, len(data))] ^= 1 << chance.randrange(8)
        read = list(records.records(bytes(broken)))
        assert read == made[: len(read)]
        assert len(read) < len(made)


def test_zeros_after_the_tail_are_no_records() -> None:
    data, made = sample()
    assert list(records.records(data + bytes(4096))) == made


@pytest.mark.parametrize("data", [b"", b"RBJ1", bytes(28), b"RBJ2" + bytes(24), records.segment_head(RUN, 0)[:-1]])
def test_what_does_not_begin_like_a_segment_is_none(data: bytes) -> None:
    assert records.read_head(data) is None


def test_a_record_of_an_unknown_kind_or_size_ends_the_reading() -> None:
    data, made = sample()
    for strange in (
        records._framed(9, b"new"),
        records._framed(2, b"short"),
        records._framed(2, bytes(8) + b"\xff" * 16),
    ):
        assert list(records.records(data + strange + records.beat(1))) == made
