import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from game_engine.codec import encode
from game_engine.events import Over
from game_engine.intents import End, EndReason, Entry, Key, Resign, ResignReason
from game_engine.log import Config, Header, Log, Player
from game_engine.replay import replay
from game_engine.rulesets import DEFAULT
from rallyboard.cli import main

PLAYERS = (
    Player(0, "11111111-1111-4111-8111-111111111111", "guest"),
    Player(1, "22222222-2222-4222-8222-222222222222", "guest"),
)


@pytest.fixture
def log() -> Log:
    header = Header(
        match="00000000-0000-4000-8000-000000000000",
        rules=DEFAULT.version, ruleset=DEFAULT.id, rules_sha=DEFAULT.sha(),
        started_at="2026-01-01T00:00:00+00:00", mode="casual", players=PLAYERS,
        cfg=Config(DEFAULT.map, DEFAULT.target, by2=True, team=DEFAULT.team, serve0=0, items=False),
    )  # fmt: skip
    entries: tuple[Entry, ...] = (
        Key(100, 0, 1),
        Key(200, 0, 0),
        Resign(9000, 1, ResignReason.RESIGN),
        End(9000, EndReason.RESIGN),
    )
    return Log(header, entries, replay(DEFAULT, 0, entries).events)


def play(file: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["replay", str(file), *words])


def test_a_true_log_is_told_as_people_and_as_programs_read(tmp_path: Path, log: Log) -> None:
    file = tmp_path / "match.rbl"
    file.write_bytes(encode(log))
    told = play(file)
    assert (told.exit_code, "the replay agrees with the events in the log" in told.output) == (0, True)
    outcome = json.loads(play(file, "--json").output)
    assert (outcome["reason"], outcome["winner"], outcome["agrees"]) == ("resign", 0, True)
    assert outcome["events"] == len(log.events)


def test_a_log_whose_events_were_changed_is_found_out(tmp_path: Path, log: Log) -> None:
    over = log.events[-1]
    assert isinstance(over, Over)
    file = tmp_path / "match.rbl"
    file.write_bytes(encode(replace(log, events=(*log.events[:-1], replace(over, winner=1)))))
    told = play(file)
    assert (told.exit_code, "DIFFERS" in told.output) == (1, True)


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "newer", "other"])
def test_a_file_that_is_no_whole_log_is_told_in_one_line(tmp_path: Path, log: Log, damage: str) -> None:
    data = encode(log)
    bad = {
        "empty": b"", "cut": data[:-1], "flipped": data[:-1] + bytes([data[-1] ^ 1]),
        "newer": data[:4] + b"\x63\x00" + data[6:], "other": b"PK\x03\x04" + data,
    }[damage]  # fmt: skip
    file = tmp_path / "match.rbl"
    file.write_bytes(bad)
    told = play(file)
    assert (told.exit_code, len(told.output.splitlines())) == (1, 1)
    assert told.output.startswith(f"rallyboard: {file} cannot be replayed: ")


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    assert play(tmp_path / "none.rbl").exit_code == 2
