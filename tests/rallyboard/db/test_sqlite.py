from pathlib import Path

from sqlalchemy import text

from rallyboard.db.engine import Database


async def test_every_connection_is_durable_and_keeps_its_references(tmp_path: Path) -> None:
    database = Database(tmp_path / "site.sqlite3")
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    for opened in (database.transaction, database.reading):
        async with opened() as session:
            for pragma, value in expected.items():
                assert (await session.execute(text(f"PRAGMA {pragma}"))).scalar() == value
    await database.close()
