"""A data folder in which the house bots have played, made once for all commands that look at it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rallyboard.cli import main
from tests.kit.databases import databases

Run = Callable[..., Result]
MATCHES = 6


def runner(data: Path) -> Run:
    def run(*words: str) -> Result:
        own = {"DATA": str(data), "DATABASE": databases.of(data), "ENV": "test"}
        return CliRunner(env={f"RALLYBOARD_{name}": value for name, value in own.items()}).invoke(main, list(words))

    return run


@pytest.fixture(scope="session")
def league(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder, and what the league said of itself."""
    data = tmp_path_factory.mktemp("league") / "data"
    told = runner(data)("league", "--matches", str(MATCHES), "--json")
    assert told.exit_code == 0, told.output
    return data, json.loads(told.stdout)


@pytest.fixture(scope="session")
def run(league: tuple[Path, dict[str, Any]]) -> Run:
    """Runs a command over that folder."""
    return runner(league[0])
