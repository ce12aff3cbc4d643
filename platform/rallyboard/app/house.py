"""The data folder opened as a whole: ours alone, migrated, with the services that stand on it.

The server and the commands open the same house; whoever holds it is the only process that writes to the folder.
"""

import asyncio
from pathlib import Path

from rallyboard.app.outbox import outbox_of
from rallyboard.app.reception import Reception
from rallyboard.app.switchboard import Switchboard
from rallyboard.arena.service import Arena
from rallyboard.arena.tally import Tally
from rallyboard.db.engine import Database
from rallyboard.db.migrate import migrate
from rallyboard.insights.service import Boards
from rallyboard.jobs import Jobs
from rallyboard.kit.errors import Unusable
from rallyboard.kit.lock import FolderLock
from rallyboard.matchmaking.service import Matchmaker
from rallyboard.players.avatars import Avatars
from rallyboard.players.blocks import Blocks
from rallyboard.players.friends import Friends
from rallyboard.players.profiles import Profiles
from rallyboard.players.service import Players
from rallyboard.privacy.erasure import Erasure
from rallyboard.privacy.export import Exporter
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
        self.database = Database(settings.site_database)
        self.jobs = Jobs(self.database, lease_s=settings.job_lease_s)
        self.reception = Reception(settings, self.database, self.jobs)
        self.guests, self.mail = self.reception.guests, self.reception.mail
        self.players = Players(self.database, self.guests)
        self.profiles = Profiles(self.database)
        self.profiles.record = Tally(self.database).of
        self.friends = Friends(self.database, self.profiles)
        self.blocks = Blocks(self.database, self.friends.tell)
        self.avatars = Avatars(self.database, settings.avatar_folder)
        self.exporter = Exporter(self.database)
        self.erasure = Erasure(self.database, self.reception.people, self.reception.sessions, self.mail)
        self.arena = Arena(settings, self.database)
        self.switchboard = Switchboard(settings.redis, self.database, self.players, self.friends)
        self.switchboard.listen_to(self.reception.sessions, self.reception.access_keys, self.guests)
        self.switchboard.show(self.arena, self.profiles)
        self.matchmaker = Matchmaker(self.arena, self.players, self.database, self.reception.keyring.stamps)
        self.source = outbox_of(settings.site_database)
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
            migrate(self.settings.site_database)
        except BaseException:
            self._lock.release()
            raise
        self._is_open = True

    async def start(self) -> None:
        """Bots are players, interrupted matches go on, finished ones are loaded; once in a house's life."""
        await self.players.seat_bots()
        await self.avatars.start()
        await self.switchboard.start()
        await self.arena.start()
        if self.settings.etl:
            self.worker.start()
        if self.settings.jobs:
            self.jobs.begin()

    async def stop(self) -> None:
        """Everything acknowledged is on disk, every connection is given back."""
        await self.jobs.stop()
        await self.arena.stop()
        await self.switchboard.stop()
        self.boards.close()
        await self.reception.provider_sign_in.close()
        self.reception.close()
        self.avatars.close()
        await asyncio.to_thread(self.worker.stop)
        await self.database.close()

    def close(self) -> None:
        """The folder is free for another process."""
        self.source.close()
        self._lock.release()
        self._is_open = False


def _folders(settings: Settings) -> tuple[Path, ...]:
    return (
        settings.data,
        settings.journal_folder,
        settings.warehouse_folder,
        settings.tmp_folder,
    )


def _try_writing(folder: Path) -> None:
    probe = folder / ".probe"
    probe.write_bytes(b"")
    probe.unlink()
