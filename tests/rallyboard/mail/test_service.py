import time

import pytest
from sqlalchemy import select, update

from rallyboard.db.engine import Database
from rallyboard.jobs import Jobs
from rallyboard.jobs.models import Job
from rallyboard.mail import Mail
from rallyboard.mail.errors import MailDown
from rallyboard.mail.recipients import Recipient
from tests.kit.postbox import Postbox
from tests.kit.waiting import until
from tests.rallyboard.mail.conftest import Book

TOKEN = "T" * 43


async def queued(database: Database) -> list[Job]:
    async with database.reading() as session:
        return list((await session.execute(select(Job).where(Job.task_name == "mail.send"))).scalars())


async def test_a_mail_arrives_where_the_account_lives_when_it_is_sent(
    mail: Mail, jobs: Jobs, postbox: Postbox, book: Book
) -> None:
    postbox.answer = "451 later"
    await mail.send("changed_password", account_id="ada")
    await until(lambda: postbox.tries)
    book.people["ada"] = Recipient("ada@new.example", "Ada")
    postbox.answer = "250 OK"
    letter = await postbox.next()
    assert (letter.to, letter.subject) == ("ada@new.example", "Your password was changed")
    assert "Hello Ada," in letter.text


async def test_a_link_holds_the_token_that_was_handed_in(mail: Mail, postbox: Postbox, book: Book) -> None:
    book.people["hash verify"] = Recipient("new@example.org", "")
    await mail.send("verify", letter="hash", token=TOKEN)
    letter = await postbox.next(to="new@example.org")
    assert letter.link == f"https://pong.example/verify#{TOKEN}"
    assert "Hello," in letter.text


async def test_a_code_reaches_the_owner_of_a_proof(mail: Mail, postbox: Postbox, book: Book) -> None:
    book.people["hash"] = Recipient("ada@example.org", "Ada")
    await mail.send("login_code", proof="hash", token="123456")
    assert (await postbox.next()).code == "123456"


async def test_the_queue_holds_no_address_no_token_and_no_word(
    mail: Mail, jobs: Jobs, postbox: Postbox, database: Database
) -> None:
    postbox.stop()
    await mail.send("new_sign_in", account_id="ada", browser="Firefox on Linux", network="192.0.2.0/24", token=TOKEN)
    await until(lambda: jobs.numbers()["failed"])
    (row,) = await queued(database)
    stored = " ".join(str(getattr(row, column.key)) for column in Job.__mapper__.column_attrs)
    for secret in ("example.org", "Ada", "Firefox", "192.0.2", TOKEN):
        assert secret not in stored


async def test_while_the_mail_server_is_down_nothing_waits_and_nothing_is_lost(
    mail: Mail, jobs: Jobs, postbox: Postbox
) -> None:
    postbox.stop()
    began = time.monotonic()
    for _ in range(5):
        await mail.send("changed_password", account_id="ada")
    assert time.monotonic() - began < 5  # the patience with one mail server alone is 10
    await until(lambda: jobs.numbers()["failed"] == 5)
    postbox.start()
    for _ in range(5):
        await postbox.next(to="ada@example.org")


async def test_who_was_erased_meanwhile_gets_no_mail(mail: Mail, jobs: Jobs, postbox: Postbox, book: Book) -> None:
    book.people.clear()
    await mail.send("changed_password", account_id="ada")
    await until(jobs.idle)
    assert postbox.tries == 0
    assert await jobs.dead_letters.list() == []


async def test_a_decoy_is_queued_like_any_mail_and_goes_to_nobody(
    mail: Mail, jobs: Jobs, postbox: Postbox, database: Database
) -> None:
    await mail.send("decoy", token=TOKEN)
    assert len(await queued(database)) == 1
    await until(jobs.idle)
    assert postbox.tries == 0


async def test_what_is_too_late_is_not_sent(
    mail: Mail, jobs: Jobs, postbox: Postbox, database: Database, book: Book
) -> None:
    postbox.stop()
    book.people["hash"] = Recipient("ada@example.org", "Ada")
    await mail.send("login_code", proof="hash", token="123456")
    await until(lambda: jobs.numbers()["failed"])
    (row,) = await queued(database)
    async with database.transaction() as session:
        late = {**row.kwargs_json, "until": "2020-01-01T00:00:00+00:00"}
        await session.execute(update(Job).where(Job.id == row.id).values(kwargs_json=late))
    postbox.start()
    await until(lambda: jobs.numbers()["done"])
    assert postbox.tries == 0


async def test_a_mailbox_that_does_not_exist_is_a_dead_letter(mail: Mail, jobs: Jobs, postbox: Postbox) -> None:
    postbox.answer = "550 no such mailbox ada@example.org"
    await mail.send("changed_password", account_id="ada")
    await until(jobs.dead_letters.list)
    (dead,) = await jobs.dead_letters.list()
    assert (dead.name, dead.reason) == ("mail.send", "mail refused with 550")


async def test_words_sealed_with_another_secret_are_a_dead_letter(
    mail: Mail, jobs: Jobs, postbox: Postbox, database: Database
) -> None:
    postbox.stop()
    await mail.send("changed_password", account_id="ada")
    await until(lambda: jobs.numbers()["failed"])
    (row,) = await queued(database)
    async with database.transaction() as session:
        await session.execute(
            update(Job).where(Job.id == row.id).values(kwargs_json={**row.kwargs_json, "words": "00"})
        )
    await until(jobs.dead_letters.list)
    (dead,) = await jobs.dead_letters.list()
    assert "RALLYBOARD_SECRET" in dead.reason


async def test_a_mail_that_cannot_wait_is_sent_before_the_call_returns(mail: Mail, postbox: Postbox) -> None:
    await mail.send_now("erased", account_id="ada")
    assert [letter.subject for letter in postbox.all()] == ["Your account was erased"]


async def test_a_mail_that_cannot_wait_says_so_when_the_server_is_down(mail: Mail, postbox: Postbox) -> None:
    postbox.stop()
    with pytest.raises(MailDown) as refused:
        await mail.send_now("erased", account_id="ada")
    assert (refused.value.status, refused.value.retry_after) == (503, 60)


async def test_no_log_line_holds_an_address_or_a_token(
    mail: Mail, jobs: Jobs, postbox: Postbox, caplog: pytest.LogCaptureFixture, book: Book
) -> None:
    caplog.set_level("DEBUG", logger="rallyboard")
    book.people["hash verify"] = Recipient("canary@example.org", "Canary")
    for answer in ("451 canary@example.org is busy", "250 OK"):
        postbox.answer = answer
        await mail.send("verify", letter="hash", token=TOKEN)
        await until(lambda: jobs.numbers()["failed"])
    await postbox.next()
    await until(lambda: "mail sent" in caplog.text)
    assert "canary" not in caplog.text.lower()
    assert TOKEN not in caplog.text


async def test_an_unknown_kind_shows_at_once(mail: Mail) -> None:
    with pytest.raises(KeyError):
        await mail.send("unheard-of", account_id="ada")
