"""`rallyboard replay LOG`: plays a downloaded log again and says whether it tells the truth."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import msgspec
from rich_click import command

from game_engine.codec import decode
from game_engine.errors import EngineError
from game_engine.log import Log
from game_engine.replay import Replay, replay_log
from rallyboard.kit.errors import RallyboardError

TICKS_A_SECOND = 240
BIGGEST = 64 * 1024 * 1024


class UnreadableLog(RallyboardError):
    """The file is no log that this engine can play."""

    code = "replay/unreadable_log"
    title = "The log cannot be replayed"


@command()
@click.argument("log", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def replay(log: Path, as_json: bool) -> None:
    """Play LOG again from its entries alone and compare with the events stored in it.

    Exit code 1 when the file cannot be read or tells of events that its entries do not lead to.
    """
    told, played = _play(log)
    outcome = summary(told, played)
    click.echo(msgspec.json.encode(outcome).decode() if as_json else _text(outcome))
    if not outcome["agrees"]:
        raise SystemExit(1)


def _play(file: Path) -> tuple[Log, Replay]:
    try:
        if file.stat().st_size > BIGGEST:
            raise UnreadableLog(f"{file} has more than {BIGGEST // 1024**2} MiB; no match is that long.")
        told = decode(file.read_bytes())
        return told, replay_log(told)
    except EngineError as error:
        raise UnreadableLog(f"{file} cannot be replayed: {error}.") from None
    except OSError as error:
        raise UnreadableLog(f"{file} cannot be read ({error.strerror}).") from None


def summary(told: Log, played: Replay) -> dict[str, Any]:
    """What the replay found, as `--json` prints it."""
    match = played.match
    return {
        "match": told.header.match,
        "ruleset": told.header.ruleset,
        "mode": told.header.mode,
        "started_at": told.header.started_at,
        "players": [asdict(player) for player in told.header.players],
        "scores": list(match.scores),
        "winner": match.winner,
        "reason": played.reason.name.lower(),
        "ticks": match.tick,
        "entries": len(told.entries),
        "events": len(played.events),
        "state_hash": match.digest(),
        "agrees": played.events == told.events,
    }


def _text(outcome: dict[str, Any]) -> str:
    s0, s1 = outcome["scores"]
    verdict = "agrees with" if outcome["agrees"] else "DIFFERS from"
    return "\n".join((
        f"match {outcome['match']} ({outcome['ruleset']}, {outcome['mode']}), started {outcome['started_at']}",
        f"{s0} : {s1}, ended by {outcome['reason']} after {outcome['ticks'] / TICKS_A_SECOND:.1f} s",
        f"{outcome['entries']} entries, {outcome['events']} events, state hash {outcome['state_hash']:08x}",
        f"the replay {verdict} the events in the log",
    ))  # fmt: skip
