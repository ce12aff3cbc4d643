"""The words of a page's line: whatever comes is a value."""

import json
import random

import pytest

from rallyboard.presence.protocol import Hello, Moved, Ping, Unexpected, read, write

JUNK = [
    "", "null", "[]", "{}", '{"t":"hello"}', '{"t":"hello","ticket":""}', '{"t":"hello","ticket":7}',
    '{"t":"hello","ticket":"x","role":"admin"}', '{"t":"out"}', '{"t":"presence","player":"a","state":"idle"}',
    '{"t":"ping","t":"hello"}', '{"t":null}', '{"T":"ping"}', '{"t":"ping"', "\x00", "[" * 500, '{"a":' * 80,
    '{"t":"hello","ticket":"' + "x" * 600 + '"}', '"\ud800"', "NaN", "1e999", b"\xff\xfe", b"\x00",
]  # fmt: skip


def test_what_a_page_may_say_is_understood() -> None:
    assert read('{"t":"hello","ticket":"abc"}') == Hello("abc")
    assert read('{"t":"ping"}') == Ping()


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_everything_else_is_unexpected_and_says_why(junk: str | bytes) -> None:
    frame = read(junk)
    assert isinstance(frame, Unexpected)
    assert 0 < len(frame.why) <= 120


def test_ten_thousand_damaged_frames_raise_nothing() -> None:
    chance = random.Random(3)
    for _ in range(10_000):
        frame = bytearray(b'{"t":"hello","ticket":"abcdefgh"}')
        for _ in range(chance.randint(1, 6)):
            frame[chance.randrange(len(frame))] = chance.randrange(256)
        assert isinstance(read(bytes(frame)), Hello | Ping | Unexpected)


def test_frames_to_a_page_are_objects_with_their_kind() -> None:
    assert json.loads(write(Moved("ada", "idle"))) == {"t": "presence", "player": "ada", "state": "idle"}
