import os
import stat
from pathlib import Path

import pytest

from rallyboard.app.house import House, UnusableFolder
from rallyboard.db.migrate import BrokenDatabase
from rallyboard.kit.lock import FolderInUse
from rallyboard.settings import Settings


def test_making_a_house_touches_nothing(tmp_path: Path) -> None:
    House(Settings(data=tmp_path / "data"))
    assert list(tmp_path.iterdir()) == []


def test_an_opened_folder_is_for_its_owner_only(settings: Settings) -> None:
    house = House(settings)
    house.open()
    house.open()
    assert {path.name for path in settings.data.iterdir()} >= {"journal", "warehouse", "tmp", "lock"}
    assert settings.site_file.exists() == (not settings.database)
    assert stat.S_IMODE(settings.data.stat().st_mode) & 0o077 == 0
    house.close()


def test_one_folder_is_one_house(settings: Settings) -> None:
    first, second = House(settings), House(settings)
    first.open()
    with pytest.raises(FolderInUse, match=f"process {os.getpid()}"):
        second.open()
    first.close()
    second.open()
    second.close()


@pytest.mark.parametrize("place", ["/proc/rallyboard", "/dev/null/data"])
def test_a_folder_that_cannot_be_written_is_told_with_the_fix(place: str) -> None:
    with pytest.raises(UnusableFolder, match="RALLYBOARD_DATA"):
        House(Settings(data=Path(place))).open()


@pytest.mark.usefixtures("sqlite_file")
def test_a_broken_database_gives_the_lock_back(settings: Settings) -> None:
    settings.data.mkdir()
    settings.site_file.write_bytes(b"junk" * 1000)
    for _ in range(2):
        with pytest.raises(BrokenDatabase):
            House(settings).open()
    settings.site_file.unlink()
    house = House(settings)
    house.open()
    house.close()
