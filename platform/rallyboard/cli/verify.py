"""`rallyboard verify`: every stored match counted a second time by code that shares nothing with the first count."""

from collections.abc import Iterator

import click
import msgspec
from rich_click import command

from dashboards.boards import player_board, session_board
from dashboards.filters import Filters
from dashboards.questions import Cursor
from etl.ledger import standing
from etl.sources import Record
from rallyboard.app.outbox import OutboxSource
from rallyboard.cli.opened import load, looked_at
from rallyboard.cli.progress import bar
from rallyboard.recount.service import Published
from rallyboard.recount.service import verify as recount

BATCH = 100
SHOWN = 50


@command()
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def verify(as_json: bool) -> None:
    """Recompute every stored match from its log: result, state hash and every number of the boards.

    Exit code 1 when anything differs. Beside a running server a copy of its warehouse is looked at.
    """
    with looked_at() as (source, warehouse):
        load(source, warehouse)
        with bar("Recounting matches") as step, warehouse.cursor() as cursor:
            last = standing(cursor, source.name).seq
            total = source.behind(0) - source.behind(last)
            verdict = recount(_stored(source, last), cursor, published(cursor), lambda done: step(done, total))
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


def _stored(source: OutboxSource, last: int) -> Iterator[Record]:
    """Every finished match up to the last one that is loaded: others may finish while we count."""
    after = 0
    while records := [record for record in source.read(after, BATCH) if record.seq <= last]:
        yield from records
        after = records[-1].seq
