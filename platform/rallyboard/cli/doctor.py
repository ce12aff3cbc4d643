"""`rallyboard doctor`: what would stop the site from running here, each with its fix."""

import os
import shutil
import socket
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

import click
import msgspec
from rich_click import command

from rallyboard.db import migrate
from rallyboard.kit.errors import RallyboardError
from rallyboard.settings import PREFIX, Settings

GIB = 1024**3
SECRET_FILES = frozenset({"SECRET_FILE", "SECRET_PREVIOUS_FILE", "METRICS_TOKEN_FILE", "DATABASE_FILE", "SMTP_FILE"})
EVERYWHERE = "0.0.0.0"  # noqa: S104 - compared with, never listened on


class Finding(msgspec.Struct, frozen=True):
    """One thing looked at. `state` is ok, note (works, but worth knowing) or problem."""

    name: str
    state: str
    said: str


@dataclass(frozen=True, slots=True)
class Trouble(Exception):
    """A check found something."""

    said: str
    state: str = "problem"


@command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(as_json: bool) -> None:
    """Look for what would stop the site from running here; exit code 1 when something would."""
    findings = examine(Settings.from_env(os.environ))
    if as_json:
        click.echo(msgspec.json.encode(findings).decode())
    else:
        for finding in findings:
            click.echo(f"{finding.state:>8}  {finding.name:<10} {finding.said}")
    if any(finding.state == "problem" for finding in findings):
        raise SystemExit(1)


def examine(settings: Settings) -> list[Finding]:
    """Every check, in the order in which a start would meet them."""
    checks: dict[str, Callable[[Settings], str]] = {
        "versions": _versions, "settings": _names, "folder": _folder,
        "disk": _disk, "database": _database, "port": _port, "pages": _pages,
    }  # fmt: skip
    return [_found(name, check, settings) for name, check in checks.items()]


def _found(name: str, check: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(name, "ok", check(settings))
    except Trouble as trouble:
        return Finding(name, trouble.state, trouble.said)
    except RallyboardError as error:
        return Finding(name, "problem", error.detail)


def _versions(_: Settings) -> str:
    named = ("litestar", "uvicorn", "sqlalchemy", "duckdb", "polars", "plotly")
    parts = [f"Python {sys.version.split()[0]}", f"SQLite {sqlite3.sqlite_version}"]
    return ", ".join([f"rallyboard {version('rallyboard')}", *parts, *(f"{name} {version(name)}" for name in named)])


def _names(_: Settings) -> str:
    known = {field.name.upper() for field in msgspec.structs.fields(Settings)} | SECRET_FILES
    strange = sorted(name for name in os.environ if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in known)
    if strange:
        raise Trouble(f"nothing reads {', '.join(strange)}; look for a typing mistake", "note")
    return "every RALLYBOARD_* variable is known"


def _folder(settings: Settings) -> str:
    folder = settings.data.absolute()
    place = folder if folder.exists() else next(parent for parent in folder.parents if parent.exists())
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        raise Trouble(f"{folder} cannot be written; mend it, or set RALLYBOARD_DATA")
    return f"{folder} is writable" if folder.exists() else f"{folder} will be made"


def _disk(settings: Settings) -> str:
    place = next(path for path in (settings.data.absolute(), *settings.data.absolute().parents) if path.exists())
    free = shutil.disk_usage(place).free
    if free < GIB:
        raise Trouble(f"only {free / GIB:.2f} GiB are free; below 0.06 GiB saving stops", "note")
    return f"{free / GIB:.0f} GiB are free"


def _database(settings: Settings) -> str:
    found = migrate.version(settings.site_database)
    if found is None:
        return "will be made at the first start"
    if found > migrate.HEAD:
        raise Trouble(f"is at step {found}, newer than this program's {migrate.HEAD}; run the newer version")
    return f"is at step {found}" + ("" if found == migrate.HEAD else f", will be brought to {migrate.HEAD}")


def _port(settings: Settings) -> str:
    with socket.socket() as probe:
        probe.settimeout(1)
        host = "127.0.0.1" if settings.host == EVERYWHERE else settings.host
        if settings.port and probe.connect_ex((host, settings.port)) == 0:
            raise Trouble(f"{settings.port} is in use: a server runs already, or set RALLYBOARD_PORT", "note")
    return f"{settings.port} is free"


def _pages(_: Settings) -> str:
    from rallyboard.app.pages import built_web

    place = built_web()
    if place is None:
        raise Trouble("the web is not built: run `make web` (the API works without)", "note")
    return f"built, in {place}"
