"""A mail service over a real queue, a real mail server, and an address book of its own."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from rallyboard.db.engine import Database
from rallyboard.jobs import Jobs
from rallyboard.mail import Mail
from rallyboard.mail.recipients import Recipient
from rallyboard.mail.transport import Smtp, mail_server
from tests.kit.postbox import Postbox
from tests.kit.tables import lay

ADA = Recipient("ada@example.org", "Ada")


class Book:
    """Who is where; an account, a letter and a proof are all looked up by one key."""

    def __init__(self) -> None:
        self.people: dict[str, Recipient] = {"ada": ADA}

    async def of_account(self, account_id: str) -> Recipient | None:
        return self.people.get(account_id)

    async def of_letter(self, letter: str, kind: str) -> Recipient | None:
        return self.people.get(f"{letter} {kind}")

    async def of_proof(self, proof: str) -> Recipient | None:
        return self.people.get(proof)


def seal(text: str, about: str) -> str:
    """Good enough to see that what was sealed is not there in plain, and was opened for the same thing."""
    return f"{about}|{text}".encode().hex()


def unseal(sealed: str, about: str) -> str:
    bound, _, text = bytes.fromhex(sealed).decode().partition("|")
    if bound != about:
        raise ValueError("sealed for something else")
    return text


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
async def database(tmp_path: Path, site_database: str) -> AsyncGenerator[Database, None]:
    opened = Database(site_database or lay(tmp_path / "site.sqlite3"))
    yield opened
    await opened.close()


@pytest.fixture
async def jobs(database: Database) -> AsyncGenerator[Jobs, None]:
    made = Jobs(database)
    yield made
    await made.stop()


@pytest.fixture
async def mail(jobs: Jobs, postbox: Postbox, book: Book) -> Mail:
    """Its worker runs."""
    transport = Smtp(mail_server(postbox.url), "pong.example")
    made = Mail(
        jobs, transport, book,
        site="https://pong.example", sender="Rallyboard <post@pong.example>", seal=seal, unseal=unseal,
    )  # fmt: skip
    await jobs.start()
    return made
