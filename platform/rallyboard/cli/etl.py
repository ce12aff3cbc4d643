"""`rallyboard etl …`: the warehouse by hand."""

from typing import Any

import click
import msgspec
from rich_click import RichGroup

from etl.freshness import freshness
from rallyboard.cli.opened import load, looked_at, opened_house, opened_warehouse, rebuild_warehouse

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


@click.group(cls=RichGroup)
def etl() -> None:
    """Load, rebuild and inspect the warehouse that the boards read.

    A running server loads by itself; beside one, only `status` and `rejects` work.
    """


@etl.command()
@AS_JSON
def run(as_json: bool) -> None:
    """Load every finished match that is not loaded yet; running twice loads nothing twice."""
    with opened_house() as house, opened_warehouse(house) as warehouse:
        loaded, rejected = load(house.source, warehouse)
    _tell({"loaded": loaded, "rejected": rejected}, f"{loaded} matches loaded, {rejected} rejected", as_json=as_json)


@etl.command()
@AS_JSON
def rebuild(as_json: bool) -> None:
    """Fill a new warehouse from the logs and put it in the place of the old one, which stays until then."""
    with opened_house() as house:
        rebuilt, read = rebuild_warehouse(house)
    changed = sorted(name for name, value in rebuilt.after.items() if rebuilt.before.get(name) != value)
    said = f"rebuilt from {read} matches; " + (f"changed: {', '.join(changed)}" if changed else "nothing changed")
    _tell({"read": read, "changed": changed, "tables": rebuilt.after}, said, as_json=as_json)


@etl.command()
@AS_JSON
def status(as_json: bool) -> None:
    """How far the warehouse is behind the matches that were played."""
    with looked_at() as (source, warehouse), warehouse.cursor() as cursor:
        fresh = freshness(cursor, source, rebuilding=warehouse.aside is not None)
    told: dict[str, Any] = msgspec.to_builtins(fresh)
    said = f"{fresh.state}: {fresh.matches} matches loaded, {fresh.rejects} rejected, {fresh.behind} to load"
    _tell(told, said, as_json=as_json)


@etl.command()
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many at most.")
@AS_JSON
def rejects(limit: int, as_json: bool) -> None:
    """The records that could not be loaded, newest first, with the place and the reason."""
    query = (
        'SELECT stream, seq, "at", reason, detail, octet_length(raw) AS bytes FROM rejects ORDER BY seq DESC LIMIT ?'
    )
    with looked_at() as (_, warehouse), warehouse.cursor() as cursor:
        names = ("stream", "seq", "at", "reason", "detail", "bytes")
        found = [dict(zip(names, row, strict=True)) for row in cursor.execute(query, [limit]).fetchall()]
    lines = [f"{row['stream']} {row['seq']}: {row['reason']} at {row['at']}: {row['detail']}" for row in found]
    _tell(found, "\n".join(lines) or "no record was rejected", as_json=as_json)


def _tell(outcome: Any, said: str, *, as_json: bool) -> None:  # noqa: ANN401 - any value that JSON can hold
    click.echo(msgspec.json.encode(outcome).decode() if as_json else said)
