"""Writes the golden traces of `pong/1`: random matches with 10,000 rallies, their events and states.

Run it once for a new rules version (`python -m tests.game_engine.golden.generate FILE`), never to make a failing
test pass: the traces of a released version are for ever. The web's engine reads the same file.

One JSON object a line, gzip:
    seed, ruleset, serve0   what is played
    entries   [t, "d", slot, key] | [t, "s", slot] | [t, "q", slot, reason] | [t, "z", slot, wall_ms] |
              [t, "c", wall_ms] | [t, "n", slot, rtt, jitter] | [t, "v", slot, view] | [t, "E", reason]
    events    [t, tag, fields...] as `game_engine.jsonl` names and orders them
    digests   [i, digest]: the state once entries[i] has acted
    packed    [i, 22 numbers]: the packed state there, for a few i
    final     [winner or -1, reason, digest]
"""

import gzip
import json
import sys
from pathlib import Path

from game_engine import Event, Goal, Match
from game_engine.codec import Config, Header, Log, to_jsonl
from tests.game_engine.matches import Script, random_match

FILE = Path(__file__).with_name("pong1.jsonl.gz")
RALLIES = 10_000
Trace = dict[str, object]


def trace(seed: int) -> tuple[Trace, int]:
    """One match's line, and how many rallies were played out in it."""
    script = random_match(seed)
    match = Match.start(script.ruleset, script.serve0)
    events: list[Event] = []
    digests: list[list[int]] = []
    packed: list[list[object]] = []
    for place, entry in enumerate(script.entries):
        events += match.apply(entry)
        if place % 5 == seed % 5 or place == len(script.entries) - 1:
            digests.append([place, match.digest()])
        if place % 40 == seed % 40:
            packed.append([place, match.pack()])
    assert match.reason is not None
    lines = {
        "seed": seed,
        "ruleset": script.ruleset.id,
        "serve0": script.serve0,
        "entries": [bare(line) for line in lines_of(script, ())],
        "events": lines_of(script, tuple(events))[: len(events)],
        "digests": digests,
        "packed": packed,
        "final": [-1 if match.winner is None else match.winner, match.reason.value, match.digest()],
    }
    return lines, sum(isinstance(event, Goal) for event in events)


def lines_of(script: Script, events: tuple[Event, ...]) -> list[list[object]]:
    """The export form of a match's entries, or of its events alone."""
    config = Config("classic", script.ruleset.target, True, 1, script.serve0, False)
    header = Header("", script.ruleset.version, script.ruleset.id, script.ruleset.sha(), "", "golden", config, ())
    text = to_jsonl(Log(header, () if events else script.entries, events))
    return [json.loads(line) for line in text.splitlines()[1:]]


def bare(line: list[object]) -> list[object]:
    """Without the stamps that no rule reads."""
    return line[:-2] if line[1] in ("d", "s") else line


def main(target: Path) -> None:
    seed = rallies = 0
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        while rallies < RALLIES:
            line, played = trace(seed)
            file.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")
            seed, rallies = seed + 1, rallies + played
    print(f"{seed} matches, {rallies} rallies, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)
