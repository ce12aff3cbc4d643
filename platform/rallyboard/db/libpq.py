"""PostgreSQL for what has no event loop: migrations, the doctor, the outbox's reader.

A failure is told in one line that names the server and nothing of the URL beyond it.
"""

from typing import TYPE_CHECKING, Any, Final, LiteralString
from urllib.parse import parse_qs, urlsplit

from rallyboard.db.errors import BrokenDatabase, NoDatabase

if TYPE_CHECKING:
    from psycopg import Connection

Row = tuple[Any, ...]
CONNECT_S: Final = 5
CONNECT_TIMEOUT: Final = "connect_timeout"
SETTINGS: Final = "SET statement_timeout = '60s'; SET synchronous_commit = on"
READ_ONLY: Final = "SET default_transaction_read_only = on"
UTF8: Final = "UTF8"


def shown(url: str) -> str:
    """Where the server is, without user and password."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2] or parse_qs(parts.query).get("host", ["this machine"])[0]
    except ValueError:
        return "PostgreSQL"
    return f"PostgreSQL at {host}{parts.path}"


def patience(url: str, ours: float) -> tuple[str, float | None]:
    """The URL without libpq's `connect_timeout`, and those seconds: `ours` when it says none, None for no limit.

    asyncpg does not know that word, and would hand it to the server, which refuses it.
    """
    head, mark, query = url.partition("?")
    words = [word for word in query.split("&") if word.partition("=")[0] != CONNECT_TIMEOUT]
    said = parse_qs(query).get(CONNECT_TIMEOUT, [""])[-1]
    seconds = float(said) if said.isascii() and said.isdigit() else ours
    return head + mark * bool(words) + "&".join(words), seconds or None


def connect(url: str, *, read_only: bool = False) -> "Connection[Row]":
    """A connection of its own, to be closed by the caller; raises `NoDatabase` with the reason and the fix."""
    try:
        import psycopg
    except ImportError:
        raise NoDatabase("PostgreSQL needs two more packages: pip install 'rallyboard[postgres]'.") from None
    address, seconds = patience(url, CONNECT_S)
    try:
        opened = psycopg.connect(
            address, connect_timeout=int(seconds or 0), application_name="rallyboard", autocommit=True
        )
    except psycopg.ProgrammingError:
        # The driver's own words may repeat a part of the URL.
        raise NoDatabase("RALLYBOARD_DATABASE is not a URL that PostgreSQL understands; correct it.") from None
    except psycopg.Error as error:
        raise NoDatabase(
            f"{shown(url)} lets nobody in ({reason(error)}); start it, or correct RALLYBOARD_DATABASE."
        ) from None
    opened.execute(SETTINGS)
    if read_only:
        opened.execute(READ_ONLY)
    return opened


def version(url: str) -> str | None:
    """The step the database is at; None for an empty one. Raises `NoDatabase`, `BrokenDatabase`."""
    with connect(url, read_only=True) as connection:
        import psycopg

        try:
            _check_encoding(connection, url)
            (there,) = _one(connection, "SELECT to_regclass('alembic_version') IS NOT NULL")
            return str(_one(connection, "SELECT version_num FROM alembic_version")[0]) if there else None
        except (psycopg.Error, LookupError) as error:
            raise BrokenDatabase(f"{shown(url)} cannot be read ({reason(error)}); mend it, or restore it.") from None


def reason(error: Exception) -> str:
    """The heart of what the driver says, in one line."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].rpartition("failed: ")[2].removeprefix("FATAL:").strip()


def _check_encoding(connection: "Connection[Row]", url: str) -> None:
    (encoding,) = _one(connection, "SHOW server_encoding")
    if encoding != UTF8:
        raise BrokenDatabase(f"{shown(url)} holds {encoding}; create the database again with ENCODING 'UTF8'.")


def _one(connection: "Connection[Row]", query: LiteralString) -> Row:
    row = connection.execute(query).fetchone()
    if row is None:
        raise LookupError("alembic_version is empty")
    return row
