"""`rallyboard keys`: what a composition of containers keeps secret, drawn once and handed on as files."""

import os
import secrets
from pathlib import Path
from typing import Final
from urllib.parse import quote

import click
from rich_click import command

from rallyboard.kit.durable import sync_names
from rallyboard.kit.errors import Unusable

ONLY_OWNER: Final = 0o600


class Unwritable(Unusable):
    """The keys cannot be put where they belong."""

    code = "setup/unwritable_keys"
    title = "The keys cannot be written"
    exit_code = 4


@command()
@click.argument("site", type=click.Path(path_type=Path))
@click.argument("database", type=click.Path(path_type=Path))
@click.option("--host", default="postgres", show_default=True, help="Where the database will be.")
def keys(site: Path, database: Path, host: str) -> None:
    """Draw the secrets of a new composition, once; what is there already stays.

    SITE gets `secret` and `database_url` (for RALLYBOARD_SECRET_FILE and RALLYBOARD_DATABASE_FILE), DATABASE gets the
    `password` that PostgreSQL is made with (POSTGRES_PASSWORD_FILE), so that neither holds what is not for it.
    """
    try:
        _drawn(site / "secret", secrets.token_urlsafe(48))
        password = _drawn(database / "password", secrets.token_urlsafe(32))
        _drawn(site / "database_url", f"postgresql://rallyboard:{quote(password)}@{host}/rallyboard")
    except OSError as error:
        raise Unwritable(f"{error.filename} cannot be written ({error.strerror}); mend it.") from None


def _drawn(file: Path, text: str) -> str:
    """What the file holds afterwards. It is there whole or not at all, whatever kill or power cut ends a start."""
    if not file.exists() or not file.stat().st_size:  # what never reached the disk may have left an empty name
        part = file.with_suffix(".part")
        part.touch(ONLY_OWNER)
        with part.open("w", encoding="ascii") as writing:
            writing.write(text)
            writing.flush()
            os.fsync(writing.fileno())
        part.rename(file)
        sync_names(file.parent)
    return file.read_text(encoding="ascii")
