"""The attic: pictures that earlier versions kept as files of the data folder; they are brought into the album once."""

import asyncio
import re
from contextlib import suppress
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.db.engine import Database
from rallyboard.players.models import Picture, Player
from rallyboard.players.pictures import album

_FILE = re.compile(r"([0-9a-f]{32})\.webp", re.ASCII)


async def clear(database: Database, folder: Path) -> int:
    """What players show is in the database, the folder is gone; returns how many were brought.

    A file goes only after the commit of its row, so a start that is killed half-way is followed by one that goes on.
    """
    brought = 0
    for file in await asyncio.to_thread(_files, folder):
        named = _FILE.fullmatch(file.name)
        if named:
            data = await asyncio.to_thread(file.read_bytes)
            async with database.transaction() as session:
                brought += await _bring(session, named[1], data)
        await asyncio.to_thread(file.unlink, missing_ok=True)
    with suppress(OSError):
        await asyncio.to_thread(folder.rmdir)
    return brought


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []


async def _bring(session: AsyncSession, name: str, data: bytes) -> bool:
    """False for a file that nobody shows, or that was brought before."""
    shows = select(Player).where(Player.avatar == name).with_for_update(key_share=True)
    player = (await session.execute(shows)).scalar_one_or_none()
    if player is None or await session.get(Picture, name) is not None:
        return False
    await album.hang(session, player, data, name)
    return True
