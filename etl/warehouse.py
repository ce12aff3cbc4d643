"""The warehouse: one DuckDB file, owned by one process, derived from the logs and therefore disposable.

One writer at a time (`transaction`), any number of readers in threads (`cursor`). A file that cannot be read is set
aside under a new name and an empty one takes its place; the pipeline then fills it from the logs, from offset 0 on.
So is a sound file that another version of the models made: its numbers would mean something else.
"""

import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import duckdb

from etl.errors import WarehouseBusy, WarehouseUnusable
from etl.fingerprint import FINGERPRINT
from etl.models import MODELS

UNHASHED: Final = frozenset({"etl_run", "etl_schema"})
_UNHASHED_COLUMNS: Final = frozenset({"loaded_at"})
Settings = dict[str, str | bool | int | float | list[str]]
_FENCE: Final[Settings] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
"""No extension is ever fetched at run time."""
_SCHEMA: Final = Path(__file__).parent / "schema.sql"
_BUSY: Final = ("could not set lock", "different configuration", "already open")
_OUTSIDE: Final = ("permission denied", "no space left", "read-only file system", "too many open files")


class Warehouse:
    """An open warehouse file. Close it when done; a killed process leaves the last committed state behind."""

    def __init__(self, path: Path, threads: int = 1, memory: str = "512MB") -> None:
        """Open or create the file. Raises WarehouseBusy or WarehouseUnusable; anything else wrong is set aside.

        With one thread a query runs in the thread that asks, which leaves the other cores to live matches.
        """
        self.path = path
        self.aside: Path | None = None
        self._settings: Settings = {**_FENCE, "threads": threads, "memory_limit": memory}
        self._writing = threading.RLock()
        self._root = self._open()
        self._writer = self._new_writer()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection for one reader in one thread; it sees committed rows only. Close it after use."""
        return self._root.cursor()

    @contextmanager
    def transaction(self) -> Generator[duckdb.DuckDBPyConnection]:
        """The writer's connection inside a transaction: all of the block is committed, or none of it."""
        with self._writing:
            self._writer.begin()
            try:
                yield self._writer
            except BaseException:
                with suppress(duckdb.Error):
                    self._writer.rollback()
                raise
            self._writer.commit()

    def table_hashes(self) -> dict[str, str]:
        """Rows and contents of every table as text, equal for equal rows in any order; wall-clock times left out."""
        with self.cursor() as cursor:
            return {table: _hash(cursor, table) for table in _tables(cursor) if table not in UNHASHED}

    def close(self) -> None:
        """Close every connection; the file may then be opened by another process."""
        with self._writing:
            self._writer.close()
            self._root.close()

    def _open(self) -> duckdb.DuckDBPyConnection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return self._connect()
        except OSError as error:
            raise WarehouseUnusable(f"{self.path}: {error.strerror}") from error
        except duckdb.Error as error:
            _refuse_if_outside(self.path, error)
            self.aside = _rename(self.path)
            return self._connect()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect(self.path, config=self._settings)
        try:
            _prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _new_writer(self) -> duckdb.DuckDBPyConnection:
        writer = self._root.cursor()
        for model in MODELS:
            if model.kind == "macro":
                writer.execute(model.sql)
        return writer


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables in an empty file; in any other, read every block once, so that damage shows now."""
    tables = _tables(connection)
    if not tables:
        connection.begin()
        connection.execute(_SCHEMA.read_text(encoding="utf-8"))
        connection.execute("INSERT INTO etl_schema VALUES (?, ?)", [FINGERPRINT, duckdb.__version__])
        connection.commit()
        return
    if connection.execute("SELECT etl_v FROM etl_schema").fetchall() != [(FINGERPRINT,)]:
        raise duckdb.DataError("the warehouse was made by another version of the models")
    for table in tables:
        _hash(connection, table)


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary ORDER BY table_name",
    ).fetchall()
    return [row[0] for row in rows]


def _hash(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    relation = connection.table(table)
    columns = ", ".join(f'"{name}"' for name in relation.columns if name not in _UNHASHED_COLUMNS)
    ((rows, total),) = relation.aggregate(f"count(*), sum(hash({columns})::HUGEINT)").fetchall()
    return f"{rows}:{total or 0:x}"


def _refuse_if_outside(path: Path, error: duckdb.Error) -> None:
    """Raise if the trouble is not in the file, so that a sound file is never thrown away."""
    text = str(error).lower()
    if any(sign in text for sign in _BUSY):
        raise WarehouseBusy(f"{path} is open in another process; stop it first") from error
    if any(sign in text for sign in _OUTSIDE):
        raise WarehouseUnusable(f"{path}: {error}") from error


def _rename(path: Path) -> Path:
    """Move the file and its write-ahead log to a name beside it; what was set aside before goes."""
    target = path.with_name(f"{path.stem}.aside{path.suffix}")
    for ending in ("", ".wal"):
        old, new = path.with_name(path.name + ending), target.with_name(target.name + ending)
        new.unlink(missing_ok=True)
        if old.exists():
            old.rename(new)
    return target
