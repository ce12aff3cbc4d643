"""What can go wrong in the engine, named by what happened.

EngineError
├── UnknownRuleset      no ruleset of that id, or one this engine cannot play
├── StaleEntry          an entry (or a look) before the match's own tick
├── BadEntry            a value no entry may carry (a third slot, a key of 7)
├── BadState            a packed state that no match can be in
└── LogError            a match log that cannot be believed
    ├── NotALog             does not start like one
    ├── UnknownLogVersion   written by a format this engine does not read
    ├── TruncatedLog        ends too early
    ├── CorruptLog          checksum, size, order or a value is wrong
    ├── MissingEnd          the compulsory end marker is not the last entry
    └── UnknownRules        names rules this engine does not have
"""


class EngineError(Exception):
    """Root of everything the engine raises on purpose."""


class UnknownRuleset(EngineError):
    """No ruleset of that id is known, or it asks for what `pong/1` does not have."""


class StaleEntry(EngineError):
    """The match has already been played past this tick."""


class BadEntry(EngineError):
    """An entry carries a value outside its range."""


class BadState(EngineError):
    """A packed state has the wrong length or a value outside its range."""


class LogError(EngineError):
    """A match log cannot be read, or does not replay."""


class NotALog(LogError):
    """The bytes or lines do not begin like a match log."""


class UnknownLogVersion(LogError):
    """The log was written in a version this engine does not read."""


class TruncatedLog(LogError):
    """The log ends before the length it states."""


class CorruptLog(LogError):
    """A checksum, size, order or value inside the log is wrong."""


class MissingEnd(LogError):
    """The last entry is not the compulsory end marker."""


class UnknownRules(LogError):
    """The log was played by rules (id and hash) that this engine does not have."""
