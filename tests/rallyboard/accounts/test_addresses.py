from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rallyboard.accounts.addresses import Addresses
from rallyboard.accounts.models import Account, Letter, Proof
from rallyboard.db.engine import Database
from rallyboard.db.migrate import migrate
from rallyboard.mail.recipients import Recipient
from rallyboard.players.people import PlayersAsPeople
from tests.kit.postgres import once

pytestmark = once
NOW = datetime.now(UTC).isoformat()
ADA = Recipient("ada@example.org", "Ada")


@pytest.fixture
async def database(tmp_path: Path, site_database: str) -> AsyncGenerator[Database, None]:
    """With one account, Ada's."""
    place = site_database or tmp_path / "site.sqlite3"
    migrate(place)
    opened = Database(place)
    async with opened.transaction() as session:
        key = await PlayersAsPeople().become(session, "Ada", None)
        await session.flush()
        session.add(Account(id="ada", player_key=key, email="ada@example.org", created_at=NOW))
    yield opened
    await opened.close()


@pytest.fixture
def addresses(database: Database) -> Addresses:
    return Addresses(database, PlayersAsPeople())


def letter(payload: str, account_id: str | None = None) -> Letter:
    return Letter(
        token_hash="hash", account_id=account_id, purpose="email", payload=payload, created_at=NOW, expires_at=NOW
    )


async def test_an_account_is_written_to_at_its_present_address(database: Database, addresses: Addresses) -> None:
    assert await addresses.of_account("ada") == ADA
    async with database.transaction() as session:
        account = await session.get_one(Account, "ada")
        account.email = None
    assert await addresses.of_account("ada") is None
    assert await addresses.of_account("nobody") is None


@pytest.mark.parametrize(
    ("payload", "kind", "expected"),
    [
        ('{"email":"new@example.org","name":"New","old":null}', "verify", Recipient("new@example.org", "New")),
        ('{"email":"new@example.org","old":"old@example.org"}', "changed_email_old", Recipient("old@example.org", "")),
        ('{"email":"new@example.org","old":null}', "changed_email", Recipient("new@example.org", "")),
        ('{"email":"new@example.org","old":null}', "changed_email_old", None),
        ("", "reset", ADA),
    ],
)
async def test_a_letter_says_where_its_mail_goes(
    database: Database, addresses: Addresses, payload: str, kind: str, expected: Recipient | None
) -> None:
    async with database.transaction() as session:
        session.add(letter(payload, "ada"))
    assert await addresses.of_letter("hash", kind) == expected


async def test_without_the_letter_there_is_nobody(addresses: Addresses) -> None:
    assert await addresses.of_letter("hash", "verify") is None


async def test_a_code_goes_to_the_account_that_is_being_proven(database: Database, addresses: Addresses) -> None:
    async with database.transaction() as session:
        session.add(Proof(token_hash="hash", account_id="ada", purpose="login", created_at=NOW, expires_at=NOW))
    assert await addresses.of_proof("hash") == ADA
    assert await addresses.of_proof("other") is None
