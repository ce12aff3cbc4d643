"""`rallyboard verify`: every stored match counted a second time by code that shares nothing with the first count."""

from collections.abc import Iterator

import click
import msgspec
from rich_click import command

from dashboards.boards import player_board, session_board
from dashboards.filters import Filters
from dashboards.questions import Cursor
from etl.sources import Record
from rallyboard.app.house import House
from rallyboard.cli.opened import load, opened_house, opened_warehouse
from rallyboard.cli.progress import bar
from rallyboard.recount.service import Published
from rallyboard.recount.service import verify as recount

BATCH = 100
SHOWN = 50


@command()
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def verify(as_json: bool) -> None:
    """Recompute every stored match from its log: result, state hash and every number of the boards.

    Exit code 1 when anything differs.
    """
    with opened_house() as house, opened_warehouse(house) as warehouse:
        load(house, warehouse)
        total = house.source.behind(0)
        with bar("Recounting matches") as step, warehouse.cursor() as cursor:
            verdict = recount(_stored(house), cursor, published(cursor), lambda done: step(done, total))
    if as_json:
        click.echo(msgspec.json.encode(verdict).decode())
    else:
        for difference in verdict.differences[:SHOWN]:
            click.echo(difference.line())
        click.echo(verdict.line())
    if verdict.differences:
        raise SystemExit(1)


def published(cursor: Cursor) -> Published:
    """Both boards as every page gets them, without names."""
    return Published(
        player=lambda key: player_board(cursor, key, Filters(), {}),
        match=lambda match_id: session_board(cursor, match_id, {}),
    )


def _stored(house: House) -> Iterator[Record]:
    after = 0
    while records := house.source.read(after, BATCH):
        yield from records
        after = records[-1].seq
