"""A process that does jobs over a database and notes each in a file: to be killed in the middle of one."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from rallyboard.db.engine import Database
from rallyboard.jobs import Jobs


async def work(place: Path | str, notes: Path, *, hang: bool) -> None:
    database = Database(place)
    jobs = Jobs(database, lease_s=1)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)

    @jobs.task("note", pause_s=0.05)
    async def note(n: int) -> None:
        with notes.open("a") as file:
            file.write(f"{'began' if hang else 'done'} {n} {os.getpid()}\n")
        if hang:
            await asyncio.sleep(600)

    await jobs.start()
    with notes.open("a") as file:
        file.write(f"ready 0 {os.getpid()}\n")
    await stop.wait()
    await jobs.stop()
    await database.close()


if __name__ == "__main__":
    where = sys.argv[1]
    asyncio.run(work(where if "://" in where else Path(where), Path(sys.argv[2]), hang=sys.argv[3] == "hang"))
