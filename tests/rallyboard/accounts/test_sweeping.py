from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from rallyboard.accounts.models import AccessKey, Account, Device, Guest, Letter, Proof, Refresh, Session, Throttle
from rallyboard.accounts.sweeping import Sweeper
from rallyboard.db.engine import Database
from rallyboard.db.migrate import migrate
from rallyboard.jobs import Jobs
from rallyboard.players.people import PlayersAsPeople
from tests.kit.postgres import both  # noqa: F401 - a fixture: every test runs on each database


def at(**ago: float) -> str:
    return (datetime.now(UTC) - timedelta(**ago)).isoformat()


@pytest.fixture
async def database(tmp_path: Path, site_database: str) -> AsyncGenerator[Database, None]:
    place = site_database or tmp_path / "site.sqlite3"
    migrate(place)
    opened = Database(place)
    yield opened
    await opened.close()


def session_row(name: str, **changes: str) -> Session:
    times = {"ends_at": at(days=-9), "idle_until": at(days=-3)} | changes
    return Session(id=name, account_id="ada", created_at=at(days=40), seen_at=at(days=1), fresh_at=at(days=1), **times)


def rows(key: str) -> list[Any]:
    """Each is called `gone...` or `kept...`."""
    letter = {"created_at": at(days=5), "account_id": "ada"}
    proof = {"created_at": at(days=5), "account_id": "ada", "purpose": "login"}
    guest = {"player_key": key, "created_at": at(days=5)}
    return [
        Guest(token_hash="gone guest", expires_at=at(minutes=1), **guest),
        Guest(token_hash="kept guest", expires_at=at(minutes=-1), **guest),
        Proof(token_hash="gone proof", expires_at=at(minutes=1), **proof),
        Proof(token_hash="kept proof", expires_at=at(minutes=-1), **proof),
        Throttle(key="gone", count=1, until=at(minutes=1)),
        Throttle(key="kept", count=1, until=at(minutes=-1)),
        Letter(token_hash="gone late", purpose="verify", expires_at=at(minutes=1), **letter),
        Letter(token_hash="gone used", purpose="reset", expires_at=at(days=-1), used_at=at(minutes=1), **letter),
        Letter(token_hash="kept open", purpose="reset", expires_at=at(days=-1), **letter),
        Letter(token_hash="kept mail", purpose="email", expires_at=at(days=1), used_at=at(days=1), **letter),
        Letter(token_hash="gone mail", purpose="email", expires_at=at(days=4), **letter),
        Refresh(token_hash="kept spent", session_id="kept", issued_at=at(days=2), spent_at=at(days=1)),
        Refresh(token_hash="gone spent", session_id="kept", issued_at=at(days=9), spent_at=at(days=8)),
        Refresh(token_hash="gone ended", session_id="kept ended", issued_at=at(days=1)),
        Refresh(token_hash="gone idle", session_id="kept idle", issued_at=at(days=1)),
        AccessKey(id="gone", token_hash="a", account_id="ada", name="", scopes="", created_at="", ended_at=at(days=31)),
        AccessKey(id="kept", token_hash="b", account_id="ada", name="", scopes="", created_at=""),
        Device(token_hash="gone device", account_id="ada", created_at="", seen_at=at(days=366)),
        Device(token_hash="kept device", account_id="ada", created_at="", seen_at=at(days=300)),
    ]


async def everything(database: Database) -> list[str]:
    keys = [
        Guest.token_hash, Proof.token_hash, Throttle.key, Letter.token_hash, Session.id, Refresh.token_hash,
        AccessKey.id, Device.token_hash,
    ]  # fmt: skip
    async with database.reading() as session:
        return [name for key in keys for name in (await session.execute(select(key))).scalars()]


async def test_what_opens_nothing_any_more_is_gone_and_the_rest_stays(database: Database) -> None:
    async with database.transaction() as session:
        key = await PlayersAsPeople().become(session, "Ada", None)
        await session.flush()
        session.add(Account(id="ada", player_key=key, created_at=at()))
        await session.flush()
        session.add_all([
            session_row("kept"), session_row("kept ended", ended_at=at(days=1)),
            session_row("kept idle", idle_until=at(days=1)), session_row("gone ended", ended_at=at(days=31)),
            session_row("gone over", ends_at=at(days=31)),
        ])  # fmt: skip
        await session.flush()
        session.add_all(rows(key))
    before = await everything(database)
    sweeper = Sweeper(database, Jobs(database))
    await sweeper.sweep()
    await sweeper.sweep()
    assert sorted(await everything(database)) == sorted(name for name in before if name.startswith("kept"))
