from pathlib import Path

import pytest
from sqlalchemy import select, update

from rallyboard.app.house import House
from rallyboard.players.models import Picture, Player
from rallyboard.players.pictures import attic

SHOWN, STRAY = "5" * 32, "6" * 32


@pytest.fixture
async def folder(house: House, holder, tmp_path: Path) -> Path:
    """As the version before left it: Ada shows a file, and a crash left some more."""
    ada = await holder("Ada")
    async with house.database.transaction() as session:
        await session.execute(update(Player).where(Player.key == ada.key).values(avatar=SHOWN))
    return filled(tmp_path / "avatars")


def filled(folder: Path) -> Path:
    folder.mkdir()
    for name in (f"{SHOWN}.webp", f"{STRAY}.webp", f"{STRAY}.part"):
        (folder / name).write_bytes(name.encode())
    return folder


def left(folder: Path) -> list[str]:
    """What is in the folder that the picture folder was in."""
    return [path.name for path in folder.parent.iterdir() if path.name == folder.name]


async def kept(house: House) -> list[tuple[str, bytes]]:
    async with house.database.reading() as session:
        return [(row.id, row.data) for row in (await session.execute(select(Picture))).scalars()]


async def test_what_is_shown_is_brought_in_and_the_folder_goes(house: House, folder: Path) -> None:
    assert await attic.clear(house.database, folder) == 1
    assert await kept(house) == [(SHOWN, f"{SHOWN}.webp".encode())]
    assert left(folder) == []
    assert await attic.clear(house.database, folder) == 0


async def test_a_start_killed_before_the_file_went_brings_nothing_twice(house: House, folder: Path) -> None:
    await attic.clear(house.database, folder)
    filled(folder)
    assert await attic.clear(house.database, folder) == 0
    assert await kept(house) == [(SHOWN, f"{SHOWN}.webp".encode())]
    assert left(folder) == []
