"""The data folder opened as a whole: ours alone, migrated, with the services that stand on it.

The server and the commands open the same house; whoever holds it is the only process that writes to the folder.
"""

import asyncio
from pathlib import Path

from rallyboard.accounts.service import Guests
from rallyboard.app.outbox import OutboxSource
from rallyboard.arena.service import Arena
from rallyboard.db.engine import Database
from rallyboard.db.migrate import migrate
from rallyboard.insights.service import Boards
from rallyboard.kit.errors import Unusable
from rallyboard.kit.lock import FolderLock
from rallyboard.matchmaking.service import Matchmaker
from rallyboard.players.service import Players
from rallyboard.settings import Settings
from rallyboard.worker import Worker


class UnusableFolder(Unusable):
    """The data folder cannot be made or written."""

    code = "setup/unusable_folder"
    title = "The data folder cannot be used"
    exit_code = 4


class House:
    """Making one opens nothing; `open` is for the process, `start` and `stop` for its event loop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.database = Database(settings.site_file)
        self.guests = Guests(self.database)
        self.players = Players(self.database, self.guests)
        self.arena = Arena(settings, self.database)
        self.matchmaker = Matchmaker(self.arena, self.players, self.database)
        self.source = OutboxSource(settings.site_file)
        self.worker = Worker(settings.warehouse_folder, self.source)
        self.boards = Boards(self.worker.cursor, self.worker.freshness, self.players, self.arena)
        self.arena.on_finished.append(lambda _: self.worker.wake())
        self._lock = FolderLock(settings.data)
        self._is_open = False

    def open(self) -> None:
        """The folders exist, the lock is ours, the tables are current; opening twice is no error."""
        if self._is_open:
            return
        try:
            for folder in _folders(self.settings):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                _try_writing(folder)
            self._lock.take()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise UnusableFolder(
                f"{self.settings.data.absolute()} cannot be written ({reason}); mend it, or set RALLYBOARD_DATA."
            ) from None
        try:
            migrate(self.settings.site_file)
        except BaseException:
            self._lock.release()
            raise
        self._is_open = True

    async def start(self) -> None:
        """Bots are players, interrupted matches go on, finished ones are loaded; once in a house's life."""
        await self.players.seat_bots()
        await self.arena.start()
        if self.settings.etl:
            self.worker.start()

    async def stop(self) -> None:
        """Everything acknowledged is on disk, every connection is given back."""
        await self.arena.stop()
        self.boards.close()
        await asyncio.to_thread(self.worker.stop)
        await self.database.close()

    def close(self) -> None:
        """The folder is free for another process."""
        self._lock.release()
        self._is_open = False


def _folders(settings: Settings) -> tuple[Path, ...]:
    return (settings.data, settings.journal_folder, settings.warehouse_folder, settings.tmp_folder)


def _try_writing(folder: Path) -> None:
    probe = folder / ".probe"
    probe.write_bytes(b"")
    probe.unlink()
