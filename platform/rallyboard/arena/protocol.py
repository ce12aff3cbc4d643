"""The words of a match socket, as values: bytes in, bytes out, no socket and no clock.

Every frame is a JSON array in a text frame, tagged by its first element. A fact not listed here is not sent:
between joins there is no periodic state, since both sides compute it from the same rules.

From the client (`ClientIn`):
    ["k", ticket, version, last_n]   first frame; last_n is the last n this page ever sent
    ["d", n, t, k, slot?]            key -1 up / 0 none / 1 down, stamped t; slot only where one socket holds two
    ["s", n, t, slot?]               serve
    ["q", n, slot?]                  resign
    ["p", cts]                       ping with the client's own clock, any unit
    ["e", cts]                       echo, at once, of the answer to a ping: the server measures the round trip by it
    ["h", tick, fnv32]               digest at the tick after a serve, entries stamped before that tick applied
To the client (`ServerOut`):
    ["S", header, base, pend, tick, last_n]   join or resync: a packed match, the entries after it, the tick now
    ["d", slot, t, k]  ["s", slot, t]  ["q", slot, t, reason]   an accepted entry, to everybody but its sender
    ["a", n, t]                      your frame n got another stamp; -1: it was not accepted at all
    ["o", cts, tick]                 answer to a ping; while a countdown runs the tick lies before that of "c"
    ["g", t, winner, y, s0, s1, hits, fnv32]  a goal that is final and on disk; digest at t before entries stamped t
    ["z", t, slot, left_ms]          the clock stands at t, missing `slot` (-1: the server's own pause)
    ["c", tick, wall_ms]             the clock will run from `tick` in wall_ms milliseconds
    ["w", slot, connected]           somebody came or went
    ["E", t, reason, winner, secret] the match is over, on disk (winner -1: nobody; secret: "" until items exist)
    ["x", code, text]                what was wrong with a frame of yours

Anything else a client sends becomes the value `Unexpected`. Each is answered by an "x"; the third closes with 4400,
and so does the first if it comes in place of "k".
"""

from enum import IntEnum
from typing import Annotated, Final, TypeAlias

import msgspec

from game_engine.intents import Entry, Key, Resign, Serve

VERSION: Final = 1
LARGEST: Final = 4096
"""Bytes of a client's frame; a longer one is `Unexpected` unread."""
FORGIVEN: Final = 2
"""Unexpected frames of one socket that are only answered."""


class Close(IntEnum):
    """Why the server closes a socket."""

    UNEXPECTED = 4400
    TICKET = 4401
    FORBIDDEN = 4403
    SILENT = 4408
    REPLACED = 4409
    OVER = 4410
    SIGNED_OUT = 4419
    FLOOD = 4429
    RESTART = 1012
    TOO_SLOW = 1013


Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Stamp = Annotated[int, msgspec.Meta(ge=-(2**31), le=2**31 - 1)]
Slot = Annotated[int, msgspec.Meta(ge=-1, le=1)]
HeldKey = Annotated[int, msgspec.Meta(ge=-1, le=1)]
Word = Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)]


class Frame(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """A tagged JSON array."""


class Hello(Frame, frozen=True, tag="k"):
    """The first frame: a one-time ticket says who this is and for which match."""

    ticket: Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
    version: Count
    last_n: Count


class KeyFrame(Frame, frozen=True, tag="d"):
    """The held key changed."""

    n: Count
    t: Stamp
    key: HeldKey
    slot: Slot = -1


class ServeFrame(Frame, frozen=True, tag="s"):
    """The serve key was pressed."""

    n: Count
    t: Stamp
    slot: Slot = -1


class ResignFrame(Frame, frozen=True, tag="q"):
    """The match is given up."""

    n: Count
    slot: Slot = -1


class Ping(Frame, frozen=True, tag="p"):
    """A question for the tick now."""

    cts: Count


class Echo(Frame, frozen=True, tag="e"):
    """The answer to that answer."""

    cts: Count


class Check(Frame, frozen=True, tag="h"):
    """What the client's own match looks like."""

    tick: Stamp
    digest: Word


class Unexpected(msgspec.Struct, frozen=True):
    """What could not be read, and why, in words fit for the sender."""

    why: str


ClientIn: TypeAlias = Hello | KeyFrame | ServeFrame | ResignFrame | Ping | Echo | Check


class Header(msgspec.Struct, frozen=True):
    """What a client has to know before it can read the rest of "S"."""

    match: str
    mode: str
    rules: str
    ruleset: str
    rules_sha: str
    serve0: int
    role: str
    slots: tuple[int, ...]
    status: str
    connected: tuple[bool, bool]


class KeyTold(Frame, frozen=True, tag="d"):
    """A key was accepted."""

    slot: int
    t: int
    key: int


class ServeTold(Frame, frozen=True, tag="s"):
    """A serve was accepted."""

    slot: int
    t: int


class ResignTold(Frame, frozen=True, tag="q"):
    """A resignation was accepted and is on disk."""

    slot: int
    t: int
    reason: int


EntryTold: TypeAlias = KeyTold | ServeTold | ResignTold


class State(Frame, frozen=True, tag="S"):
    """Where the match stands, whole."""

    header: Header
    base: list[int]
    pend: list[EntryTold]
    tick: int
    last_n: int


class Restamped(Frame, frozen=True, tag="a"):
    """The sender's own entry counts from another tick, or (-1) not at all."""

    n: int
    t: int


class Pong(Frame, frozen=True, tag="o"):
    """The tick now."""

    cts: int
    tick: int


class GoalTold(Frame, frozen=True, tag="g"):
    """A point that is final and on disk."""

    t: int
    winner: int
    y: int
    s0: int
    s1: int
    hits: int
    digest: int


class Stopped(Frame, frozen=True, tag="z"):
    """The clock stands."""

    t: int
    slot: int
    left_ms: int


class Countdown(Frame, frozen=True, tag="c"):
    """The clock will run."""

    tick: int
    wall_ms: int


class Presence(Frame, frozen=True, tag="w"):
    """A seat's socket came or went."""

    slot: int
    connected: bool


class EndTold(Frame, frozen=True, tag="E"):
    """The result."""

    t: int
    reason: int
    winner: int
    secret: str = ""


class Complaint(Frame, frozen=True, tag="x"):
    """Something the client sent was not done."""

    code: str
    text: str


ServerOut: TypeAlias = (
    State | EntryTold | Restamped | Pong | GoalTold | Stopped | Countdown | Presence | EndTold | Complaint
)  # fmt: skip

_client: msgspec.json.Decoder[ClientIn] = msgspec.json.Decoder(ClientIn)
_server: msgspec.json.Decoder[ServerOut] = msgspec.json.Decoder(ServerOut)
_encoder = msgspec.json.Encoder()


def read(frame: str | bytes) -> ClientIn | Unexpected:
    """A client's text frame as a value; never raises, whatever the bytes."""
    if len(frame) * 4 > LARGEST and _size(frame) > LARGEST:
        return Unexpected(f"a frame has at most {LARGEST} bytes")
    try:
        return _client.decode(frame)
    except (msgspec.MsgspecError, UnicodeError) as wrong:
        return Unexpected(str(wrong)[:120])
    except RecursionError:
        return Unexpected("nested too deeply")


def _size(frame: str | bytes) -> int:
    return len(frame.encode(errors="replace")) if isinstance(frame, str) else len(frame)


def write(frame: ServerOut) -> bytes:
    """A frame for clients, as the UTF-8 of a text frame."""
    return _encoder.encode(frame)


def read_server(frame: str | bytes) -> ServerOut:
    """The other direction, for clients written in Python; raises msgspec.MsgspecError."""
    return _server.decode(frame)


def write_client(frame: ClientIn) -> bytes:
    """A client's frame, for clients written in Python."""
    return _encoder.encode(frame)


def told(entry: Entry) -> EntryTold | None:
    """How an accepted entry is told; None for those that only the log keeps."""
    if isinstance(entry, Key):
        return KeyTold(entry.slot, entry.t, entry.key)
    if isinstance(entry, Serve):
        return ServeTold(entry.slot, entry.t)
    if isinstance(entry, Resign):
        return ResignTold(entry.slot, entry.t, entry.reason)
    return None


def wire_schema() -> dict[str, object]:
    """Both unions as JSON Schema, for the web's generated types."""
    (client, server), components = msgspec.json.schema_components([ClientIn, ServerOut], ref_template="#/$defs/{name}")
    definitions = {**components, "ClientIn": client, "ServerOut": server}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions}
