"""`rallyboard worker`: background jobs in a process of their own, beside the site or instead of its own worker.

It shares the site's database and nothing else. It does not take the lock of the data folder, for it writes nothing
there: what the lock protects (journal, warehouse, migrations) stays the server's. A SQLite file can be shared on one
machine only; a PostgreSQL database can be worked on from anywhere, given the same RALLYBOARD_SECRET.
"""

import asyncio
import os
import signal
from collections.abc import Sequence

import click
from rich_click import command

from rallyboard.app.house import House
from rallyboard.app.logs import configure_logging
from rallyboard.db.migrate import HEAD, version
from rallyboard.kit.errors import Unusable
from rallyboard.settings import Settings


class NotReady(Unusable):
    """The database has not got the tables that this version works with."""

    code = "setup/not_ready"
    title = "The database is not ready"
    exit_code = 4


@command()
@click.option("--queue", "queues", multiple=True, help="Only jobs of this queue; may be given more than once.")
def worker(queues: tuple[str, ...]) -> None:
    """Do background jobs (mail, sweeps) until Ctrl-C or SIGTERM.

    Start `rallyboard serve` first: it brings the database up to date. With RALLYBOARD_JOBS=off there, all jobs are
    done here. A worker that is killed leaves what it was doing to another.
    """
    settings = Settings.from_env(os.environ)
    configure_logging(settings)
    found = version(settings.site_database)
    if found != HEAD:
        raise NotReady(f"the database is at step {found or 'none'}, not {HEAD}; start `rallyboard serve` once.")
    asyncio.run(_work(House(settings), queues))


async def _work(house: House, queues: Sequence[str]) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await house.jobs.start(queues)
    click.echo(f"Rallyboard does jobs of {', '.join(queues) or 'all queues'}", err=True)
    try:
        await stop.wait()
    finally:
        await house.jobs.stop()
        await house.database.close()
