"""Damage to packed logs: bytes flipped or cut, and records changed under a checksum that still agrees."""

import json
import random
import uuid
import zlib
from collections.abc import Callable

from game_engine.codec import FRAME, MAGIC, open_log

HEADER_FIELDS = ("match", "rules", "ruleset", "rules_sha", "started_at", "mode", "cfg", "players", "v")
ODD_VALUES = (None, 0, -1, 10**400, "", "\ud800", "x" * 70_000, [], {}, [[[]]], True, 1.5, float("nan"))


def sealed(header: bytes, entries: bytes, events: bytes) -> bytes:
    """A log of these parts with a correct frame, whatever the parts say."""
    body = zlib.compress(entries + events, 1)
    sizes = (len(header), len(entries) // 16, len(events) // 44, len(body), zlib.crc32(header + body))
    return MAGIC + FRAME.pack(1, 0, *sizes) + header + body


def renamed(data: bytes, number: int) -> bytes:
    """The same log under a match id of its own."""
    packed = open_log(data)
    header = packed.header | {"match": str(uuid.UUID(int=number))}
    return sealed(json.dumps(header).encode(), packed.entries, packed.events)


def damaged(data: bytes, dice: random.Random) -> bytes:
    """The log, damaged in one of many ways; sometimes nothing is left that could be read."""
    ways: tuple[Callable[[bytes, random.Random], bytes], ...] = (
        _flipped, _cut, _grown, _reheaded, _rerecorded, _rerecorded, _rerecorded, _shuffled,
    )  # fmt: skip
    return dice.choice(ways)(data, dice)


def _flipped(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 5))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def _grown(data: bytes, dice: random.Random) -> bytes:
    return data + dice.randbytes(dice.choice((1, 100, 10_000)))


def _reheaded(data: bytes, dice: random.Random) -> bytes:
    packed = open_log(data)
    header = dict(packed.header)
    if dice.random() < 0.2:
        del header[dice.choice(HEADER_FIELDS)]
    else:
        header[dice.choice(HEADER_FIELDS)] = dice.choice(ODD_VALUES)
    return sealed(json.dumps(header).encode(), packed.entries, packed.events)


def _rerecorded(data: bytes, dice: random.Random) -> bytes:
    packed = open_log(data)
    parts = [bytearray(packed.entries), bytearray(packed.events)]
    for _ in range(dice.choice((1, 1, 3))):
        part = dice.choice(parts)
        part[dice.randrange(len(part))] = dice.choice((0, 1, 127, 128, 255, dice.randrange(256)))
    return sealed(json.dumps(packed.header).encode(), bytes(parts[0]), bytes(parts[1]))


def _shuffled(data: bytes, dice: random.Random) -> bytes:
    packed = open_log(data)
    entries = [packed.entries[at : at + 16] for at in range(0, len(packed.entries), 16)]
    events = [packed.events[at : at + 44] for at in range(0, len(packed.events), 44)]
    part = dice.choice((entries, events))
    match dice.randrange(4):
        case 0:
            del part[dice.randrange(len(part))]
        case 1:
            part.insert(dice.randrange(len(part)), dice.choice(part))
        case 2:
            part.clear()
        case _:
            dice.shuffle(part)
    return sealed(json.dumps(packed.header).encode(), b"".join(entries), b"".join(events))
