"""`rallyboard jobs`: what waits, what was given up, and running that again. Works beside a running server."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

import click
import msgspec
from rich_click import group

from rallyboard.db.engine import Database
from rallyboard.jobs import Jobs
from rallyboard.settings import Settings


@group()
def jobs() -> None:
    """Look at background jobs and run dead letters again."""


@jobs.command()
def status() -> None:
    """How many jobs wait, run, are done and were given up."""
    for name, count in _with(lambda found: found.counts()).items():
        click.echo(f"{name}: {count}")


@jobs.command()
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True, help="How many at most.")
@click.option("--json", "as_json", is_flag=True, help="Tell it as JSON.")
def dead(limit: int, as_json: bool) -> None:
    """The jobs that were given up, the latest first."""
    letters = _with(lambda found: found.dead_letters.list(limit))
    if as_json:
        click.echo(msgspec.json.encode(letters).decode())
        return
    for letter in letters:
        click.echo(f"{letter.id} {letter.name} after {letter.tries} tries at {letter.died_at}: {letter.reason}")
    if not letters:
        click.echo("no job was given up")


@jobs.command()
@click.argument("job_id")
def retry(job_id: str) -> None:
    """Run a dead letter again, by its id."""
    _with(lambda found: found.dead_letters.retry(job_id))
    click.echo(f"{job_id} is run again by the next worker that looks")


def _with(do: Callable[[Jobs], Awaitable[Any]]) -> Any:  # noqa: ANN401 - whatever `do` gives
    async def run() -> Any:  # noqa: ANN401 - as above
        database = Database(Settings.from_env(os.environ).site_database)
        try:
            return await do(Jobs(database))
        finally:
            await database.close()

    return asyncio.run(run())
