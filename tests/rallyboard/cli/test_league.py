import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from rallyboard.kit.lock import FolderLock
from tests.kit.databases import databases
from tests.rallyboard.cli.conftest import MATCHES, Run, runner


def test_a_league_is_played_stored_and_loaded(league: tuple[Path, dict[str, Any]]) -> None:
    data, told = league
    assert told == {
        "done": MATCHES,
        "planned": MATCHES,
        "played": MATCHES,
        "resumed": 0,
        "loaded": MATCHES,
        "rejected": 0,
    }
    query = text('SELECT count(*), count(DISTINCT id), count(winner_slot) FROM "match"')
    with databases.opened(data) as site:
        stored = site.execute(query).one()
    assert stored == (MATCHES, MATCHES, MATCHES)


def test_if_empty_plays_nothing_where_a_league_was(run: Run) -> None:
    told = run("league", "--matches", "9", "--if-empty", "--json")
    assert (told.exit_code, json.loads(told.stdout)["played"]) == (0, 0)
    assert "is there already" in run("league", "--if-empty").stdout


def test_if_empty_leaves_a_folder_alone_that_a_server_has(tmp_path: Path) -> None:
    held, run = FolderLock(tmp_path), runner(tmp_path)
    held.take()
    try:
        told = run("league", "--if-empty", "--json")
        assert (told.exit_code, json.loads(told.stdout)["played"]) == (0, 0)
        assert "runs already" in run("league", "--if-empty").stdout
        assert run("league").exit_code == 4
    finally:
        held.release()


@pytest.mark.parametrize(
    "words", [("--matches", "0"), ("--matches", "many"), ("--matches", "100001"), ("--seed", "-1")]
)
def test_a_number_out_of_range_is_a_usage_error(tmp_path: Path, words: tuple[str, str]) -> None:
    told = runner(tmp_path / "data")("league", *words)
    assert told.exit_code == 2
    assert not (tmp_path / "data").exists()


def test_the_same_seed_gives_the_same_league(tmp_path: Path, league: tuple[Path, dict[str, Any]]) -> None:
    runner(tmp_path)("league", "--matches", str(MATCHES))
    query = text('SELECT s0, s1, ticks, result_hash FROM "match" ORDER BY ticks, result_hash')
    results = []
    for data in (league[0], tmp_path):
        with databases.opened(data) as site:
            results.append(site.execute(query).all())
    assert results[0] == results[1]
