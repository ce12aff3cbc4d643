"""Proof that `verify` can fail: ten constants of the ETL's models are changed, one at a time, and each is seen."""

import pickle
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from etl.sources import Record
from etl.warehouse import Warehouse
from rallyboard.recount.service import verify
from tests.rallyboard.recount import mutant

ROOT = Path(__file__).parents[3]
CONSTANTS = mutant.constants(ROOT / "etl" / "models")
STEP = max(1, len(CONSTANTS) // 10)
TEN = CONSTANTS[STEP // 2 :: STEP][:10]


def differences(folder: Path, constant: tuple[str, int, str] | None, records: tuple[Record, ...]) -> int:
    """What verify finds in a warehouse that was built with one constant changed; -1 when none can be built."""
    shutil.copytree(ROOT / "etl", folder / "etl", ignore=shutil.ignore_patterns("__pycache__"))
    if constant is not None:
        mutant.apply(folder / "etl" / "models", *constant)
    (folder / "records").write_bytes(pickle.dumps(records))
    command = [sys.executable, mutant.__file__, str(folder), str(folder / "records"), str(folder / "built.duckdb")]
    built = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if built.returncode != 0:
        return -1
    with closing(Warehouse(folder / "built.duckdb")) as warehouse, warehouse.cursor() as cursor:
        return len(verify(records, cursor).differences)


def test_the_unchanged_models_make_no_difference(tmp_path: Path, records: tuple[Record, ...]) -> None:
    assert differences(tmp_path, None, records[:60]) == 0


@pytest.mark.parametrize("constant", TEN, ids=lambda constant: f"{constant[0]}:{constant[2]}@{constant[1]}")
def test_a_changed_constant_makes_a_difference(
    tmp_path: Path, constant: tuple[str, int, str], records: tuple[Record, ...]
) -> None:
    assert differences(tmp_path, constant, records[:60]) != 0
