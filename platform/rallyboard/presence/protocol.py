"""The words of a page's own line, as values: JSON objects told apart by `t`.

From the page: `hello` with a ticket, first and once; `ping` whenever it wants to know whether the line still stands.
To the page: `pong`; `out` when what it stands on is over, then the line closes; `presence` of each friend who is not
offline at first, then of each who moves; `friends` when its lists of friends are other than before; `problem` for a
frame that made no sense. The third of those closes the line with 4400, and so does the first in place of `hello`.
"""

from typing import Annotated, Final, Literal, TypeAlias

import msgspec

LARGEST: Final = 512
"""Bytes of a page's frame; a longer one is `Unexpected` unread."""
Presence = Literal["playing", "watching", "online", "idle", "offline"]


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="t"):
    """A JSON object with its kind in `t`."""


class Hello(Frame, frozen=True, tag="hello"):
    """The first frame: a one-time ticket says whose page this is."""

    ticket: Annotated[str, msgspec.Meta(min_length=1, max_length=128)]


class Ping(Frame, frozen=True, tag="ping"):
    """Does the line still stand?"""


class Pong(Frame, frozen=True, tag="pong"):
    """It does."""


class Out(Frame, frozen=True, tag="out"):
    """The session, or the guest's token, is over; nothing more is said."""


class Moved(Frame, frozen=True, tag="presence"):
    """A friend, by the last part of their address, does something else now."""

    player: str
    state: Presence


class Regrouped(Frame, frozen=True, tag="friends"):
    """Friends or requests are other than before: read the lists again."""


class Problem(Frame, frozen=True, tag="problem"):
    """Something the page sent was not understood."""

    code: str
    text: str


class Unexpected(msgspec.Struct, frozen=True):
    """What could not be read, and why, in words fit for the sender."""

    why: str


ClientIn: TypeAlias = Hello | Ping
ServerOut: TypeAlias = Pong | Out | Moved | Regrouped | Problem
_client: msgspec.json.Decoder[ClientIn] = msgspec.json.Decoder(ClientIn)
_encoder = msgspec.json.Encoder()


def read(frame: str | bytes) -> ClientIn | Unexpected:
    """A page's text frame as a value; never raises, whatever the bytes."""
    if len(frame) > LARGEST:
        return Unexpected(f"a frame has at most {LARGEST} bytes")
    try:
        return _client.decode(frame)
    except (msgspec.MsgspecError, UnicodeError) as wrong:
        return Unexpected(str(wrong)[:120])
    except RecursionError:
        return Unexpected("nested too deeply")


def write(frame: ServerOut) -> bytes:
    """A frame for pages, as the UTF-8 of a text frame."""
    return _encoder.encode(frame)
