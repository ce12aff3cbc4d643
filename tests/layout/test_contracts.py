"""The import contracts hold, and each was broken on purpose to see it caught."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ["platform", "dashboards", "etl", "game_engine"]

BREAKS = [
    ("layers", "etl/ledger.py", "import dashboards"),
    ("pure-engine", "game_engine/court.py", "import time"),
    ("no-site-in-analysis", "etl/ledger.py", "import sqlalchemy"),
    ("no-charts-in-etl", "etl/ledger.py", "import plotly"),
    ("one-door-to-the-warehouse", "dashboards/metrics.py", "import etl.warehouse"),
    ("seeded-chance-for-bots-only", "game_engine/court.py", "import game_engine.rng"),
    ("rooms", "platform/rallyboard/kit/errors.py", "import rallyboard.arena"),
    ("rooms", "platform/rallyboard/stray.py", "import rallyboard.kit"),
    ("independent-recount", "platform/rallyboard/recount/__init__.py", "import etl.staging"),
]


def lint(root: Path, *contract: str) -> subprocess.CompletedProcess[str]:
    words = [arg for name in contract for arg in ("--contract", name)]
    linter = str(Path(sys.executable).with_name("lint-imports"))
    environment = {"PYTHONPATH": f"{root / 'platform'}:{root}", "PATH": str(Path(sys.executable).parent)}
    return subprocess.run(
        [linter, "--no-cache", "--config", str(root / "pyproject.toml"), *words],
        cwd=root, env=environment, capture_output=True, text=True,
    )  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name in PACKAGES:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_holds_in_the_house_as_it_stands(house: Path) -> None:
    outcome = lint(house)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize(("contract", "place", "line"), BREAKS)
def test_a_contract_broken_on_purpose_is_caught(house: Path, contract: str, place: str, line: str) -> None:
    broken = house / place
    broken.write_text((broken.read_text() if broken.exists() else "") + f"\n{line}\n")
    outcome = lint(house, contract)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
