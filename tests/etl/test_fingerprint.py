"""Any change of the SQL gives another fingerprint, so no old number survives a changed constant."""

import shutil
from pathlib import Path

import etl
from etl.fingerprint import FINGERPRINT, fingerprint

FOLDER = Path(etl.__file__).parent


def test_a_copy_has_the_same_fingerprint(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "etl")
    assert fingerprint(tmp_path / "etl") == FINGERPRINT


def test_one_changed_constant_another_file_or_another_edition_changes_it(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(FOLDER, tmp_path / "etl"))
    model = copy / "models" / "fct_rally.sql"
    model.write_text(model.read_text().replace("0.85", "0.86"))
    changed = fingerprint(copy)
    (copy / "models" / "extra.sql").write_text("SELECT 1")
    assert len({FINGERPRINT, changed, fingerprint(copy), fingerprint(FOLDER, edition=2)}) == 4
