"""The keys of a composition: drawn once, for their owner only, and good enough for the site in production."""

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rallyboard.cli import main
from rallyboard.settings import Settings


def draw(folder: Path) -> Result:
    for name in ("site", "database"):
        (folder / name).mkdir(exist_ok=True)
    return CliRunner().invoke(main, ["keys", str(folder / "site"), str(folder / "database"), "--host", "db"])


def test_the_site_starts_in_production_with_them(tmp_path: Path) -> None:
    assert draw(tmp_path).exit_code == 0
    settings = Settings.from_env({
        "RALLYBOARD_ENV": "prod", "RALLYBOARD_ORIGINS": "https://pong.example",
        "RALLYBOARD_SECRET_FILE": str(tmp_path / "site" / "secret"),
        "RALLYBOARD_DATABASE_FILE": str(tmp_path / "site" / "database_url"),
    })  # fmt: skip
    password = (tmp_path / "database" / "password").read_text()
    assert settings.database == f"postgresql://rallyboard:{password}@db/rallyboard"


def test_what_is_there_stays_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    outcome = draw(tmp_path)
    before = {file: file.read_text() for file in tmp_path.rglob("*") if file.is_file()}
    assert draw(tmp_path).exit_code == 0
    assert {file: file.read_text() for file in tmp_path.rglob("*") if file.is_file()} == before
    assert {stat.S_IMODE(file.stat().st_mode) & 0o077 for file in before} == {0}
    assert len(set(before.values())) == 3
    assert outcome.output == ""


def test_a_file_that_a_power_cut_left_empty_is_drawn_again(tmp_path: Path) -> None:
    draw(tmp_path)
    password, before = tmp_path / "database" / "password", (tmp_path / "site" / "secret").read_text()
    password.write_text("")
    (tmp_path / "site" / "database_url").write_text("")
    assert draw(tmp_path).exit_code == 0
    assert password.read_text()
    assert password.read_text() in (tmp_path / "site" / "database_url").read_text()
    assert (tmp_path / "site" / "secret").read_text() == before


def test_a_key_is_on_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    rename = Path.rename

    def named(part: Path, file: Path) -> Path:
        steps.append("named")
        return rename(part, file)

    monkeypatch.setattr(os, "fsync", lambda fd: steps.append("folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "key"))
    monkeypatch.setattr(Path, "rename", named)
    draw(tmp_path)
    assert steps == ["key", "named", "folder"] * 3


def test_a_folder_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    outcome = CliRunner().invoke(main, ["keys", str(tmp_path / "nowhere"), str(tmp_path)])
    assert (outcome.exit_code, outcome.output.count("\n"), "cannot be written" in outcome.output) == (4, 1, True)
