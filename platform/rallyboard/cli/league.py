"""`rallyboard league`: house bots play real matches, so that the first visitor finds somebody to be compared with."""

import asyncio
import logging

import click
import msgspec
from rich_click import command

from rallyboard.app.house import House
from rallyboard.arena.league import League, Played
from rallyboard.cli.opened import load, opened_house, opened_warehouse
from rallyboard.cli.progress import Step, bar
from rallyboard.kit.lock import FolderInUse


@command()
@click.option("--matches", type=click.IntRange(1, 100_000), default=300, show_default=True, help="How many to play.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Same seed, same league.")
@click.option("--if-empty", is_flag=True, help="Do nothing when league matches are there already, or the site runs.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def league(matches: int, seed: int, if_empty: bool, as_json: bool) -> None:
    """Let the house bots play MATCHES matches, faster than real time, then load them into the warehouse.

    They play through the same authority and journal as people do. A league that was killed goes on where it was.
    """
    logging.getLogger("rallyboard").setLevel(logging.WARNING)
    try:
        outcome, said = _filled(matches, seed, if_empty)
    except FolderInUse:
        # A composition that is brought up again comes here first, while its site is still running.
        if not if_empty:
            raise
        outcome, said = _numbers(Played(0, 0, 0, 0)), "the site runs already; no league was played"
    click.echo(msgspec.json.encode(outcome).decode() if as_json else said)


def _filled(matches: int, seed: int, if_empty: bool) -> tuple[dict[str, int], str]:
    """What was played and loaded, in numbers and in words."""
    with opened_house() as house:
        with bar("House league") as step:
            played = asyncio.run(_play(house, matches, seed, if_empty, step))
        with opened_warehouse(house) as warehouse:
            loaded, rejected = load(house.source, warehouse)
    said = (
        f"{played.played} matches played, {loaded} loaded" if played.played or loaded else "the league is there already"
    )
    return _numbers(played, loaded, rejected), said


def _numbers(played: Played, loaded: int = 0, rejected: int = 0) -> dict[str, int]:
    return {**msgspec.to_builtins(played), "loaded": loaded, "rejected": rejected}


async def _play(house: House, matches: int, seed: int, if_empty: bool, step: Step) -> Played:
    await house.players.seat_bots()
    try:
        games = League(house.settings.journal_folder, house.database)
        return await games.play(matches, seed=seed, if_empty=if_empty, progress=step)
    finally:
        await house.database.close()
