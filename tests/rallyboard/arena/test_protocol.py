"""The words of a match socket: each reads back as itself, and nothing else gets in."""

import json
import random

import pytest

from game_engine import Key, Net, Resign, ResignReason, Serve
from rallyboard.arena import protocol as wire

CLIENT: list[wire.ClientIn] = [
    wire.Hello("ticket", 1, 0),
    wire.KeyFrame(1, 2, -1),
    wire.KeyFrame(1, 2, 1, 0),
    wire.ServeFrame(3, 4),
    wire.ResignFrame(5, 1),
    wire.Ping(2**53),
    wire.Echo(7),
    wire.Check(721, 2**32 - 1),
]
HEADER = wire.Header("id", "bot", "pong/1", "classic-5", "ff", 0, "play", (0,), "live", (True, False))
SERVER: list[wire.ServerOut] = [
    wire.State(HEADER, [1, 2], [wire.KeyTold(0, 5, 1), wire.ServeTold(1, 6)], -700, 9),
    wire.Restamped(4, -1),
    wire.Pong(1, 2),
    wire.GoalTold(5, 1, 450_000, 0, 1, 7, 2**32 - 1),
    wire.Stopped(5, -1, 60_000),
    wire.Countdown(0, 3000),
    wire.Presence(1, False),
    wire.EndTold(9, 0, 1),
    wire.Complaint("arena/unexpected", "why"),
]
JUNK = [
    "", "null", "{}", "[]", "[1]", '["z"]', '["d"]', '["d",1,2]', '["d",1,2,2]', '["d",1,2,1,0,0]', '["d",-1,2,1]',
    '["d",1,2.0,1]', '["d",1,NaN,1]', '["d",1,1e400,1]', '["d",1,true,1]', '["d","1",2,1]', '["p",9007199254740993]',
    '["k","",1,0]', '["k","' + "x" * 129 + '",1,0]', '["p",1] ["p",2]', '["p",' + "9" * 4000 + "]",
    '["h",1,4294967296]', '["p",1',
    "\ud800", '["k","\\ud800",1,0]', "[" * 4000, '["p",' + "[" * 4000, '["S",{},[],[],0,0]',
]  # fmt: skip


@pytest.mark.parametrize("frame", CLIENT, ids=str)
def test_every_client_frame_reads_back_as_itself(frame: wire.ClientIn) -> None:
    assert wire.read(wire.write_client(frame)) == frame
    assert wire.read(wire.write_client(frame).decode()) == frame


@pytest.mark.parametrize("frame", SERVER, ids=str)
def test_every_server_frame_reads_back_as_itself(frame: wire.ServerOut) -> None:
    assert wire.read_server(wire.write(frame)) == frame


@pytest.mark.parametrize("junk", JUNK)
def test_anything_else_is_a_value_that_says_why(junk: str) -> None:
    frame = wire.read(junk)
    assert isinstance(frame, wire.Unexpected)
    assert 0 < len(frame.why) <= 120


def test_bytes_that_are_no_text_are_unexpected_too() -> None:
    chance = random.Random(1)
    for _ in range(2000):
        frame = wire.read(chance.randbytes(chance.randrange(64)))
        assert isinstance(frame, wire.Unexpected)


def test_a_frame_is_not_read_beyond_its_limit() -> None:
    at_limit = '["p",1' + " " * (wire.LARGEST - 7) + "]"
    assert wire.read(at_limit) == wire.Ping(1)
    assert isinstance(wire.read(at_limit + " "), wire.Unexpected)
    assert isinstance(wire.read("é" * (wire.LARGEST // 2 + 1)), wire.Unexpected)


def test_a_mutated_frame_is_read_or_unexpected_and_never_raises() -> None:
    chance = random.Random(2)
    texts = [wire.write_client(frame) for frame in CLIENT]
    for _ in range(5000):
        text = bytearray(chance.choice(texts))
        for _ in range(chance.randrange(1, 4)):
            text[chance.randrange(len(text))] = chance.randrange(256)
        wire.read(bytes(text))


def test_only_what_players_do_is_told() -> None:
    assert wire.told(Key(5, 1, -1, 6, 4)) == wire.KeyTold(1, 5, -1)
    assert wire.told(Serve(5, 0)) == wire.ServeTold(0, 5)
    assert wire.told(Resign(5, 0, ResignReason.AFK)) == wire.ResignTold(0, 5, 2)
    assert wire.told(Net(5, 0, 20, 1)) is None


def test_the_usual_frames_are_small() -> None:
    assert len(wire.write(wire.KeyTold(1, 12345, -1))) <= 17
    assert wire.read('["d",123,12345,1]') == wire.KeyFrame(123, 12345, 1)


def test_the_schema_names_every_frame() -> None:
    schema = wire.wire_schema()
    names = {type(frame).__name__ for frame in (*CLIENT, *SERVER)} | {"KeyTold", "ServeTold", "ResignTold", "Header"}
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    assert names | {"ClientIn", "ServerOut"} == set(definitions)
    assert json.loads(json.dumps(schema)) == schema
