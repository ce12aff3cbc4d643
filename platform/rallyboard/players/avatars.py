"""Avatars: the picture that a player shows, made by us from what they sent, replaced and taken away as a whole."""

from math import ceil
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.db.engine import Database
from rallyboard.kit.bucket import Buckets
from rallyboard.players import repository
from rallyboard.players.errors import NoAvatar, NoSuchPlayer, TooManyPictures
from rallyboard.players.models import Player
from rallyboard.players.pictures import album, attic
from rallyboard.players.pictures.studio import Studio


class Avatars:
    """`old_folder` is where earlier versions kept pictures as files."""

    def __init__(self, database: Database, old_folder: Path) -> None:
        self._database, self._old_folder = database, old_folder
        self._studio = Studio()
        self._sent = Buckets(burst=5, per_second=1 / 20)

    async def start(self) -> None:
        """Every picture is in the database."""
        await attic.clear(self._database, self._old_folder)

    def close(self) -> None:
        """No further picture is made."""
        self._studio.close()

    async def put(self, key: str, data: bytes) -> Player:
        """The player shows this picture from now on.

        Raises PictureRefused, TooManyPictures, StudioBusy, NoSuchPlayer.
        """
        if wait := self._sent.wait(key):
            raise TooManyPictures("You sent several pictures just now; wait a little.", retry_after=ceil(wait))
        made = await self._studio.portrait(data)
        async with self._database.transaction() as session:
            player = await _held(session, key)
            await album.hang(session, player, made)
        return player

    async def remove(self, key: str) -> None:
        """The drawn one stands for the player again; twice is no error. Raises NoSuchPlayer."""
        async with self._database.transaction() as session:
            await album.take_down(session, await _held(session, key))

    async def read(self, name: str | None) -> bytes:
        """The picture as WebP; raises NoAvatar."""
        async with self._database.reading() as session:
            found = None if name is None else await album.find(session, name)
        if found is None:
            raise NoAvatar("This player has no picture; show the drawn one.")
        return found


async def _held(session: AsyncSession, key: str) -> Player:
    player = await repository.held(session, key)
    if player is None:
        raise NoSuchPlayer("This player is gone.")
    return player
