"""A SQLite file with the newest tables: migrated once a process, and copied for every test that needs one."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from rallyboard.db.migrate import migrate


def lay(place: Path | str) -> Path | str:
    """The database is there afterwards, empty and current, as `migrate` would have made it; a server's is already."""
    if isinstance(place, Path) and not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        place.write_bytes(_migrated())
    return place


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        place = Path(folder) / "site.sqlite3"
        migrate(place)
        return place.read_bytes()
