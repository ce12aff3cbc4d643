import logging
from email.message import EmailMessage

import pytest

from rallyboard.jobs import Hopeless, TryAgain
from rallyboard.mail.recipients import Recipient
from rallyboard.mail.templates import Draft
from rallyboard.mail.transport import Console, MailServer, Smtp, mail_server
from rallyboard.mail.writing import write
from tests.kit.postbox import Postbox

DRAFT = Draft("Hello there", ("Above",), link="https://pong.example/verify#SECRET")


def mail(address: str = "ada@example.org") -> EmailMessage:
    return write(DRAFT, Recipient(address, "Ada"), "Rallyboard <post@pong.example>", "an-id")


def smtp(url: str) -> Smtp:
    return Smtp(mail_server(url), "pong.example")


async def test_a_mail_arrives_whole(postbox: Postbox) -> None:
    await smtp(postbox.url).deliver(mail())
    letter = await postbox.next(to="ada@example.org")
    assert (letter.subject, letter.token) == ("Hello there", "SECRET")


async def test_an_address_of_another_script_arrives(postbox: Postbox) -> None:
    await smtp(postbox.url).deliver(mail("zoë@exämple.org"))
    assert (await postbox.next()).subject == "Hello there"


@pytest.mark.parametrize(("answer", "error"), [("451 later", TryAgain), ("554 never", Hopeless)])
async def test_a_later_is_tried_again_and_a_never_is_not(postbox: Postbox, answer: str, error: type[Exception]) -> None:
    postbox.answer = answer
    with pytest.raises(error) as failed:
        await smtp(postbox.url).deliver(mail())
    assert "ada" not in str(failed.value)


async def test_a_server_that_is_down_is_tried_again(postbox: Postbox) -> None:
    postbox.stop()
    with pytest.raises(TryAgain, match="SMTPConnectError"):
        await smtp(postbox.url).deliver(mail())


async def test_without_the_tls_that_was_asked_for_nothing_goes_out(postbox: Postbox) -> None:
    with pytest.raises(TryAgain):
        await smtp(f"{postbox.url}?tls=starttls").deliver(mail())
    assert postbox.tries == 0


async def test_the_console_shows_a_developer_all_and_others_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "rallyboard")  # a command that ran before may have made it quieter
    await Console(whole=False).deliver(mail())
    assert "SECRET" not in caplog.text
    assert "ada@example.org" not in caplog.text
    await Console(whole=True).deliver(mail())
    assert "https://pong.example/verify#SECRET" in caplog.text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", MailServer("mail.example", 587, "starttls")),
        ("smtp://u%40x:p%2Fw@mail.example:2525", MailServer("mail.example", 2525, "starttls", "u@x", "p/w")),
        ("smtp://u:p@mail.example?tls=implicit", MailServer("mail.example", 465, "implicit", "u", "p")),
        ("smtp://127.0.0.1:1025", MailServer("127.0.0.1", 1025, "none")),
        ("smtp://relay.example?tls=none", MailServer("relay.example", 25, "none")),
    ],
)
def test_an_address_of_a_mail_server_is_read(url: str, expected: MailServer) -> None:
    assert mail_server(url) == expected


@pytest.mark.parametrize(
    "url",
    ["mail.example", "http://mail.example", "smtp://", "smtp://u@mail.example", "smtp://mail.example?tls=maybe",
     "smtp://mail.example?port=1", "smtp://mail.example/x", "smtp://u:hunter2@mail.example?tls=none",
     "smtp://mail.example:99999"],
)  # fmt: skip
def test_an_address_that_says_nothing_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        mail_server(url)
    assert "hunter2" not in str(refused.value)


def test_a_password_is_never_shown() -> None:
    assert "hunter2" not in repr(mail_server("smtp://u:hunter2@mail.example"))
