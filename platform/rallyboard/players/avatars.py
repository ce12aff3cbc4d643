"""Avatars: the picture that a player shows, made by us from what they sent, replaced and taken away as a whole."""

import asyncio
from math import ceil
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.db.engine import Database
from rallyboard.kit.bucket import Buckets
from rallyboard.players import repository
from rallyboard.players.errors import NoAvatar, NoSuchPlayer, TooManyPictures
from rallyboard.players.models import Player
from rallyboard.players.pictures.album import Album
from rallyboard.players.pictures.studio import Studio


class Avatars:
    """The database says which picture is shown; a file that it does not name is of no use and goes."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._album = Album(folder)
        self._studio = Studio()
        self._sent = Buckets(burst=5, per_second=1 / 20)

    async def start(self) -> None:
        """What a crash left behind between a file and its row is gone."""
        async with self._database.reading() as session:
            kept = set(await repository.avatars(session))
        await asyncio.to_thread(self._album.keep_only, kept)

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
        name = await asyncio.to_thread(self._album.add, made)
        try:
            async with self._database.transaction() as session:
                player, before = await _show(session, key, name)
        except BaseException:
            await self.forget(name)
            raise
        await self.forget(before)
        return player

    async def remove(self, key: str) -> None:
        """The drawn one stands for the player again; twice is no error. Raises NoSuchPlayer."""
        async with self._database.transaction() as session:
            _, before = await _show(session, key, None)
        await self.forget(before)

    async def forget(self, name: str | None) -> None:
        """The file is gone; for a row that names it no more."""
        if name is not None:
            await asyncio.to_thread(self._album.remove, name)

    async def read(self, name: str | None) -> bytes:
        """The picture as WebP; raises NoAvatar."""
        found = None if name is None else await asyncio.to_thread(self._album.read, name)
        if found is None:
            raise NoAvatar("This player has no picture; show the drawn one.")
        return found


async def _show(session: AsyncSession, key: str, name: str | None) -> tuple[Player, str | None]:
    player = await repository.held(session, key)
    if player is None:
        raise NoSuchPlayer("This player is gone.")
    before, player.avatar = player.avatar, name
    return player, before
