"""Hostile socket traffic: raw frames that no client would send, seeded, for the fuzz campaign on a live server."""

import json
import os
import random
import struct
from collections.abc import Callable, Iterator

SEEDS = (
    '["d",1,10,1]',
    '["s",2,240]',
    '["q",3]',
    '["p",123]',
    '["e",123]',
    '["h",240,12345]',
    '["k","ticket",1,0]',
)
NASTY = (
    "", "null", "[]", "{}", "[[]]", '["z"]', '["d"]', '["d",1]', '["d",1,2,3,4,5]', '["d","x",{},[]]', "[NaN]",
    '["d",1e400,0,0]', '["d",-1,0,0]', '["d",1,99999999999999999999,0]', '["d",1,0,7]', '["k",null,1,0]',
    '["k","' + "a" * 3000 + '",1,0]', '["\\ud800"]', '["d",1,0,1,9]', "[" * 3500, '["p",' + "9" * 3000 + "]",
    '{"type":"d","n":1}', '["q",1,0,0,0]', '["h",0,-1]', "true", '"k"', "\u202e[]", "\x00",
)  # fmt: skip


def text(payload: bytes, opcode: int = 1, fin: bool = True) -> bytes:
    """A masked client frame, as RFC 6455 wants it."""
    mask = os.urandom(4)
    size = len(payload)
    if size < 126:
        header = struct.pack("!BB", (0x80 if fin else 0) | opcode, 0x80 | size)
    elif size < 65536:
        header = struct.pack("!BBH", (0x80 if fin else 0) | opcode, 0x80 | 126, size)
    else:
        header = struct.pack("!BBQ", (0x80 if fin else 0) | opcode, 0x80 | 127, size)
    return header + mask + bytes(byte ^ mask[at & 3] for at, byte in enumerate(payload))


def mutated(chance: random.Random) -> bytes:
    """A well-formed message with a few bytes changed, cut or doubled."""
    letters = bytearray(chance.choice(SEEDS).encode())
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(letters))
        change = chance.randrange(4)
        if change == 0:
            letters[at] = chance.randrange(256)
        elif change == 1:
            letters[at:at] = letters[at : at + chance.randrange(1, 9)]
        elif change == 2 and len(letters) > 1:
            del letters[at]
        else:
            letters[at:at] = json.dumps(chance.choice([None, -1, 1e300, "x" * 40, [[]], {"a": 1}])).encode()
    return text(bytes(letters))


def _broken_utf8(chance: random.Random) -> bytes:
    return text(chance.choice([b"\xc3\x28", b"\xed\xa0\x80", b"\xff\xfe", b'["d\x80"]']))


def _oversize(chance: random.Random) -> bytes:
    return text(b"[" + b"1," * chance.choice([2100, 5000, 40_000]) + b"1]")


def _reserved(chance: random.Random) -> bytes:
    frame = bytearray(text(b"[]"))
    frame[0] |= chance.choice([0x40, 0x20, 0x10])
    return bytes(frame)


def _unknown_opcode(chance: random.Random) -> bytes:
    return text(b"[]", opcode=chance.choice([3, 5, 7, 11, 15]))


def _unmasked(_: random.Random) -> bytes:
    return b"\x81\x02[]"


def _lying_length(chance: random.Random) -> bytes:
    return struct.pack("!BBQ", 0x81, 0xFF, chance.choice([2**63 - 1, 2**40, 5000])) + b"abcdxxxx"


def _fragments(_: random.Random) -> bytes:
    return text(b'["d",1', fin=False) + text(b"hello", opcode=9) + text(b",0,1]", opcode=0)


def _stray_continuation(_: random.Random) -> bytes:
    return text(b"lost", opcode=0)


def _binary(chance: random.Random) -> bytes:
    return text(chance.randbytes(chance.randrange(0, 120)), opcode=2)


def _control(chance: random.Random) -> bytes:
    return text(chance.randbytes(chance.choice([0, 5, 125, 130])), opcode=chance.choice([8, 9, 10]))


def _noise(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(1, 60))


def _nasty(chance: random.Random) -> bytes:
    return text(chance.choice(NASTY).encode(errors="surrogatepass"))


KINDS: tuple[tuple[int, Callable[[random.Random], bytes]], ...] = (
    (12, mutated), (10, _nasty), (1, _broken_utf8), (1, _oversize), (1, _reserved), (1, _unknown_opcode),
    (1, _unmasked), (1, _lying_length), (1, _fragments), (1, _stray_continuation), (2, _binary), (1, _control),
    (1, _noise),
)  # fmt: skip


def hostile(seed: int) -> Iterator[bytes]:
    """Endless raw frames, the same for the same seed."""
    chance = random.Random(seed)
    weights, makers = zip(*KINDS, strict=True)
    while True:
        yield chance.choices(makers, weights)[0](chance)
