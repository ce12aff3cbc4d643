"""The export form of a match log: one JSON value a line, for people and for programs without a codec.

Line 1 is the header, then one array `[tick, tag, ...]` a line in the order of ticks, the rules' events of a tick
before its entries; the last line is the end marker `[tick, "E", reason]`.
Entries: "d" key, "s" serve, "q" resign, "z" pause, "c" resume, "n" network, "v" look, "E" end.
Events: "sv" served, "ht" hit, "ms" missed, "gl" goal, "ov" over, "iw" idle warning. The fields after the tag are
those of `intents` and `events`, in their order.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import astuple
from typing import Final, cast

from game_engine.digest import canonical_json
from game_engine.errors import BadEntry, CorruptLog, MissingEnd, NotALog, TruncatedLog
from game_engine.events import Event, Goal, Hit, IdleWarning, Missed, Over, Served
from game_engine.intents import End, EndReason, Entry, Key, Look, Net, Pause, Resign, ResignReason, Resume, Serve
from game_engine.log import Log, header_dict, read_header
from game_engine.records import pack_entry, pack_event, unpack_entry, unpack_event

_TAGS: Final[dict[type, str]] = {
    Key: "d",
    Serve: "s",
    Resign: "q",
    Pause: "z",
    Resume: "c",
    Net: "n",
    Look: "v",
    End: "E",
    Served: "sv",
    Hit: "ht",
    Missed: "ms",
    Goal: "gl",
    Over: "ov",
    IdleWarning: "iw",
}


def _resign(t: int, slot: int, reason: int) -> Resign:
    return Resign(t, slot, ResignReason(reason))


def _end(t: int, reason: int) -> End:
    return End(t, EndReason(reason))


def _over(t: int, winner: int, reason: int) -> Over:
    return Over(t, winner, EndReason(reason))


_ENTRIES: Final[dict[str, Callable[..., Entry]]] = {
    "d": Key,
    "s": Serve,
    "q": _resign,
    "z": Pause,
    "c": Resume,
    "n": Net,
    "v": Look,
    "E": _end,
}
_EVENTS: Final[dict[str, Callable[..., Event]]] = {
    "sv": Served,
    "ht": Hit,
    "ms": Missed,
    "gl": Goal,
    "ov": _over,
    "iw": IdleWarning,
}


def to_jsonl(log: Log) -> str:
    """The log as text, every line ended by a newline."""
    lines: list[Entry | Event] = sorted([*log.events, *log.entries], key=lambda line: line.t)
    return "".join(f"{canonical_json(line)}\n" for line in (header_dict(log.header), *map(_line, lines)))


def from_jsonl(text: str) -> Log:
    """The log in this text, every value in its range; raises LogErrors only, naming the line."""
    lines = text.splitlines()
    if not lines:
        raise NotALog("there is no line")
    header = _value(lines, 0)
    if not isinstance(header, dict):
        raise NotALog("line 1 is no header")
    entries: list[Entry] = []
    events: list[Event] = []
    for place in range(1, len(lines)):
        _read(lines, place, entries, events)
    if not entries or not isinstance(entries[-1], End):
        raise MissingEnd("the last entry is not the end marker")
    return Log(read_header(cast("Mapping[str, object]", header)), tuple(entries), tuple(events))


def _line(value: Entry | Event) -> list[object]:
    tick, *rest = astuple(value)
    return [tick, _TAGS[type(value)], *rest]


def _value(lines: list[str], place: int) -> object:
    try:
        return json.loads(lines[place])
    except (ValueError, RecursionError):
        wrong = TruncatedLog if 0 < place == len(lines) - 1 else NotALog if place == 0 else CorruptLog
        raise wrong(f"line {place + 1} is not JSON") from None


def _read(lines: list[str], place: int, entries: list[Entry], events: list[Event]) -> None:
    value = _value(lines, place)
    try:
        tick, tag, *rest = cast("list[object]", value)
        if isinstance(tag, str) and all(isinstance(number, int) for number in (tick, *rest)):
            if tag in _EVENTS:
                events.append(unpack_event(pack_event(_EVENTS[tag](tick, *rest))))
            else:
                entries.append(unpack_entry(pack_entry(_ENTRIES[tag](tick, *rest))))
            return
    except (TypeError, ValueError, KeyError, BadEntry, CorruptLog):
        pass
    raise CorruptLog(f"line {place + 1} is neither an entry nor an event")
