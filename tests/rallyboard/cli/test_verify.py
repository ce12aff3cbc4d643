import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlalchemy import func, select, update

from rallyboard.arena.models import Match
from rallyboard.worker import FILE
from tests.kit.databases import databases
from tests.kit.server import Server
from tests.rallyboard.cli.conftest import MATCHES, Run, runner


@pytest.fixture
def copy(tmp_path: Path, league: tuple[Path, dict[str, Any]]) -> Path:
    """The league's folder, to be damaged."""
    return databases.copy(league[0], tmp_path / "copy")


def test_what_is_stored_is_what_the_logs_say(run: Run) -> None:
    told = run("verify")
    assert (told.stdout.splitlines()[-1], told.exit_code) == (f"{MATCHES} matches, 0 differences", 0)
    outcome = json.loads(run("verify", "--json").stdout)
    assert (outcome["matches"], outcome["differences"]) == (MATCHES, [])


def test_a_changed_result_is_found_out(copy: Path) -> None:
    with databases.opened(copy) as site:
        site.execute(
            update(Match).where(Match.id == select(func.min(Match.id)).scalar_subquery()).values(s0=Match.s0 + 1)
        )
    told = runner(copy)("verify")
    assert told.exit_code == 1
    assert "s0 is stored as" in told.stdout


def test_a_changed_number_in_the_warehouse_is_found_out(copy: Path) -> None:
    with duckdb.connect(copy / "warehouse" / FILE) as warehouse:
        warehouse.execute("UPDATE fct_shot SET slack = slack + 1 WHERE shot_no = 1 AND slack IS NOT NULL")
    told = runner(copy)("verify", "--json")
    assert told.exit_code == 1
    assert "slack" in {difference["column"] for difference in json.loads(told.stdout)["differences"]}


def test_beside_a_running_server_a_copy_is_counted(copy: Path) -> None:
    with Server(copy, ENV="test") as server:
        told = server.run("verify")
        assert (told.returncode, told.stdout) == (0, f"{MATCHES} matches, 0 differences\n"), told.stderr
        assert server.answers("/health/ready")
