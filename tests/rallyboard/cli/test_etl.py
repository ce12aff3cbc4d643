import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from rallyboard.arena.models import MatchLog
from rallyboard.worker import FILE
from tests.kit.databases import databases
from tests.kit.server import Server
from tests.rallyboard.cli.conftest import MATCHES, Run, runner

HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"


@pytest.fixture
def copy(tmp_path: Path, league: tuple[Path, dict[str, Any]]) -> Path:
    """The league's folder, to be damaged."""
    return databases.copy(league[0], tmp_path / "copy")


def test_running_again_loads_nothing_twice(run: Run) -> None:
    assert json.loads(run("etl", "run", "--json").stdout) == {"loaded": 0, "rejected": 0}


def test_status_tells_where_the_warehouse_stands(run: Run) -> None:
    told = json.loads(run("etl", "status", "--json").stdout)
    assert (told["state"], told["matches"], told["behind"], told["rejects"]) == ("fresh", MATCHES, 0, 0)
    assert run("etl", "status").stdout == f"fresh: {MATCHES} matches loaded, 0 rejected, 0 to load\n"


def test_a_rebuild_gives_equal_tables(run: Run) -> None:
    told = json.loads(run("etl", "rebuild", "--json").stdout)
    assert (told["read"], told["changed"]) == (MATCHES, [])
    assert len(told["tables"]) > 5


def test_a_deleted_warehouse_is_made_again(copy: Path) -> None:
    (copy / "warehouse" / FILE).unlink()
    assert json.loads(runner(copy)("etl", "run", "--json").stdout)["loaded"] == MATCHES


def test_a_broken_log_is_rejected_with_place_and_reason_and_the_rest_is_loaded(copy: Path) -> None:
    with databases.opened(copy) as site:
        first = select(func.min(MatchLog.match_id)).scalar_subquery()
        site.execute(update(MatchLog).where(MatchLog.match_id == first).values(data=b"\0"))
    (copy / "warehouse" / FILE).unlink()
    run = runner(copy)
    assert json.loads(run("etl", "run", "--json").stdout) == {"loaded": MATCHES - 1, "rejected": 1}
    (reject,) = json.loads(run("etl", "rejects", "--json").stdout)
    assert (reject["reason"], reject["at"], reject["bytes"]) == ("not_a_log", "log", 1)
    assert "not_a_log at log" in run("etl", "rejects").stdout


def test_a_warehouse_that_another_program_holds_is_told_in_one_line(copy: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, copy / "warehouse" / FILE], stdin=-1, stdout=-1, text=True
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        for command in ("run", "rebuild", "status", "rejects"):
            told = runner(copy)("etl", command)
            assert (told.exit_code, len(told.stderr.splitlines())) == (4, 1), told.output
        other.kill()


def test_beside_a_running_server_one_may_look_but_not_load(copy: Path) -> None:
    with Server(copy, ENV="test") as server:
        told = server.run("etl", "status", "--json")
        assert (told.returncode, json.loads(told.stdout)["matches"]) == (0, MATCHES)
        assert server.run("etl", "rejects").stdout == "no record was rejected\n"
        for command in ("run", "rebuild"):
            refused = server.run("etl", command)
            assert (refused.returncode, "is in use by process" in refused.stderr) == (4, True)
    assert list((copy / "tmp").iterdir()) == []


def test_no_rejects_is_good_news(run: Run) -> None:
    assert run("etl", "rejects").stdout == "no record was rejected\n"
    assert run("etl", "rejects", "--limit", "0").exit_code == 2
