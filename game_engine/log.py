"""A match log as values: who played what (header), what came in (entries), what the rules made of it (events).

`player_key` is a random key; names never enter a log.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final, TypeVar, cast

from game_engine.errors import CorruptLog, UnknownLogVersion
from game_engine.events import Event
from game_engine.intents import Entry

VERSION: Final = "rallyboard.log/1"
ENGINE: Final = "game_engine/1.0"
"""The engine that writes a log; for people, no reader depends on it."""
Value = TypeVar("Value", str, int, bool)


@dataclass(frozen=True, slots=True)
class Config:
    """How the match was set up."""

    map: str
    target: int
    by2: bool
    team: int
    serve0: int
    items: bool


@dataclass(frozen=True, slots=True)
class Player:
    """Who sat in a slot. `ai` is a level such as `L3`, `bot` a house bot's slug; None for people."""

    slot: int
    player_key: str
    kind: str
    ai: str | None = None
    bot: str | None = None
    ai_seed: int | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The first thing in a log. `started_at` is ISO 8601 in UTC, `match` a UUID, `rules_sha` says what was played."""

    match: str
    rules: str
    ruleset: str
    rules_sha: str
    started_at: str
    mode: str
    cfg: Config
    players: tuple[Player, ...]
    engine: str = ENGINE
    v: str = VERSION


@dataclass(frozen=True, slots=True)
class Log:
    """A whole match: its entries are the truth, its events what the arena derived from them live."""

    header: Header
    entries: tuple[Entry, ...]
    events: tuple[Event, ...]


def header_dict(header: Header) -> dict[str, object]:
    """The header as JSON carries it."""
    return asdict(header)


def read_header(raw: Mapping[str, object]) -> Header:
    """The header in a JSON object; UnknownLogVersion for another version, CorruptLog for a missing or wrong field.

    Fields this engine does not know are left alone, so that a version may grow.
    """
    version = _field(raw, "v", str)
    if version != VERSION:
        raise UnknownLogVersion(f"this engine reads {VERSION}, the log is {version[:40]!r}")
    words = ("match", "rules", "ruleset", "rules_sha", "started_at", "mode")
    match, rules, ruleset, rules_sha, started_at, mode = (_field(raw, word, str) for word in words)
    cfg = _config(_object(raw.get("cfg"), "cfg"))
    players = tuple(_player(_object(seat, "a player")) for seat in _list(raw.get("players"), "players"))
    return Header(match, rules, ruleset, rules_sha, started_at, mode, cfg, players, _field(raw, "engine", str))


def _config(raw: Mapping[str, object]) -> Config:
    target, team, serve0 = (_field(raw, word, int) for word in ("target", "team", "serve0"))
    by2, items = _field(raw, "by2", bool), _field(raw, "items", bool)
    return Config(_field(raw, "map", str), target, by2, team, serve0, items)


def _player(raw: Mapping[str, object]) -> Player:
    player_key, kind = _field(raw, "player_key", str), _field(raw, "kind", str)
    ai, bot = _optional(raw, "ai", str), _optional(raw, "bot", str)
    return Player(_field(raw, "slot", int), player_key, kind, ai, bot, _optional(raw, "ai_seed", int))


def _field(raw: Mapping[str, object], name: str, kind: type[Value]) -> Value:
    value = raw.get(name)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise CorruptLog(f"the header's {name} is not a {kind.__name__}")
    return value


def _optional(raw: Mapping[str, object], name: str, kind: type[Value]) -> Value | None:
    return None if raw.get(name) is None else _field(raw, name, kind)


def _object(value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise CorruptLog(f"the header's {what} is not an object")
    return cast("Mapping[str, object]", value)


def _list(value: object, what: str) -> list[object]:
    if not isinstance(value, list):
        raise CorruptLog(f"the header's {what} is not a list")
    return cast("list[object]", value)
