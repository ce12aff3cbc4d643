"""`rallyboard worker` and `rallyboard jobs` as programs, beside a server that does no jobs."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rallyboard.accounts.models import Letter
from rallyboard.accounts.tokens import new_token, token_hash
from rallyboard.app.house import House
from rallyboard.db.migrate import migrate
from rallyboard.settings import Settings
from tests.kit.databases import databases
from tests.kit.postbox import Postbox
from tests.kit.server import Server


@pytest.fixture
def server(tmp_path: Path, postbox: Postbox) -> Iterator[Server]:
    with Server(tmp_path / "data", SMTP=postbox.url, JOBS="off", ETL="off", JOB_LEASE_S="2") as opened:
        yield opened


@pytest.fixture
def worker(server: Server) -> Iterator[subprocess.Popen[bytes]]:
    with server.log.open("ab") as log:
        command = [sys.executable, "-m", "rallyboard", "worker", "--queue", "mail"]
        process = subprocess.Popen(command, env=server.environment(), stdout=log, stderr=log)
    yield process
    process.kill()
    process.wait(10)


async def ask_for_mail(server: Server, address: str) -> str:
    """What the server does when somebody signs up, done here; the token in the mail."""
    house = House(Settings.from_env(server.environment()))
    token, now = new_token(), datetime.now(UTC)
    letter = Letter(
        token_hash=token_hash(token), purpose="verify", payload=f'{{"email":"{address}","name":"Ada"}}',
        created_at=now.isoformat(), expires_at=(now + timedelta(hours=1)).isoformat(),
    )  # fmt: skip
    async with house.database.transaction() as session:
        session.add(letter)
    await house.mail.send("verify", letter=token_hash(token), token=token)
    await house.database.close()
    return token


async def test_a_worker_sends_the_mail_of_a_server_that_does_no_jobs(
    server: Server, worker: subprocess.Popen[bytes], postbox: Postbox
) -> None:
    token = await ask_for_mail(server, "ada@example.org")
    letter = await postbox.next(to="ada@example.org", within=20)
    assert (letter.token, "Hello Ada," in letter.text) == (token, True)
    assert server.answers("/health/ready")
    worker.terminate()
    assert worker.wait(10) == 0
    assert token not in server.log.read_text()
    assert "ada@example.org" not in server.log.read_text()


async def test_what_was_given_up_is_shown_and_run_again(
    server: Server, worker: subprocess.Popen[bytes], postbox: Postbox
) -> None:
    postbox.answer = "550 unknown"
    await ask_for_mail(server, "ada@example.org")
    shown = ""
    while "mail.send" not in shown:
        shown = server.run("jobs", "dead").stdout
    assert "after 1 tries" in shown
    assert "mail refused with 550" in shown
    assert "dead: 1" in server.run("jobs", "status").stdout
    postbox.answer = "250 OK"
    again = server.run("jobs", "retry", shown.split()[0])
    assert (again.returncode, "is run again" in again.stdout) == (0, True)
    await postbox.next(to="ada@example.org", within=20)
    assert server.run("jobs", "dead").stdout == "no job was given up\n"


def test_a_dead_letter_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    migrate(databases.place(tmp_path))
    for job_id in ("nonsense", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"):
        outcome = Server(tmp_path).run("jobs", "retry", job_id)
        assert (outcome.returncode, len(outcome.stderr.splitlines())) == (1, 1)
        assert job_id in outcome.stderr


def test_a_worker_over_a_database_that_was_never_opened_says_what_to_do(tmp_path: Path) -> None:
    databases.empty(tmp_path / "nothing")
    outcome = Server(tmp_path / "nothing").run("worker", timeout=30)
    assert (outcome.returncode, len(outcome.stderr.splitlines())) == (4, 1)
    assert "rallyboard serve" in outcome.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("SMTP", "http://mail"), ("SMTP", "smtp://u:hunter2@mail.example?tls=none"), ("MAIL_FROM", "nobody")],
)
def test_a_mail_setting_that_says_nothing_is_told_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    outcome = Server(tmp_path / "data", **{name: value}).run("serve", timeout=30)
    assert (outcome.returncode, len(outcome.stderr.splitlines())) == (2, 1)
    assert f"RALLYBOARD_{name}" in outcome.stderr
    assert "hunter2" not in outcome.stderr
