from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from rallyboard.mail.recipients import Recipient
from rallyboard.mail.templates import Draft
from rallyboard.mail.writing import Unwritable, clean, write

SENDER = "Rallyboard <post@pong.example>"
DRAFT = Draft("Hello there", ("Above & <b>bold</b>",), link="https://pong.example/verify#T", below=("Below",))


def arrived(draft: Draft = DRAFT, address: str = "ada@example.org", name: str = "Ada") -> EmailMessage:
    """What a mail program makes of the bytes."""
    message = message_from_bytes(write(draft, Recipient(address, name), SENDER, "an-id").as_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_mail_has_the_headers_that_a_mail_needs() -> None:
    message = arrived()
    assert message["From"].addresses[0].addr_spec == "post@pong.example"
    assert message["To"] == "ada@example.org"
    assert message["Subject"] == "Hello there"
    assert message["Message-ID"] == "<an-id@pong.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime is not None


def test_text_and_html_say_the_same_and_html_is_escaped() -> None:
    message = arrived()
    assert "Hello Ada," in body(message, "plain")
    assert "    https://pong.example/verify#T" in body(message, "plain")
    assert "Above &amp; &lt;b&gt;bold&lt;/b&gt;" in body(message, "html")
    assert '<a href="https://pong.example/verify#T">' in body(message, "html")


@pytest.mark.parametrize("evil", ["a\r\nBcc: all@example.org", "a\nBcc: b@c", "a\x85Bcc: b@c", "a\u2028Bcc: b@c"])
def test_a_line_break_in_a_name_or_subject_adds_no_header(evil: str) -> None:
    message = arrived(Draft(evil, (clean(evil),)), name=evil)
    assert message["Bcc"] is None
    assert "\n" not in message["Subject"]
    assert "Hello a Bcc: " in body(message, "plain")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ada",
        "a@b@c",
        "ada@example.org\r\nBcc: x@y.z",
        "ada@example.org, eve@example.org",
        "<ada@example.org",
        " @ ",
    ],
)
def test_an_address_that_is_not_one_is_refused(address: str) -> None:
    with pytest.raises(Unwritable):
        write(DRAFT, Recipient(address, "Ada"), SENDER, "an-id")


def test_words_of_other_scripts_arrive_as_they_were() -> None:
    message = arrived(Draft("Grüße 你好", ("Zoë 🏓",)), address="zoë@exämple.org", name="Zoë")
    assert message["Subject"] == "Grüße 你好"
    assert "Zoë 🏓" in body(message, "plain")


def test_a_word_is_one_line_of_bearable_length() -> None:
    assert clean("  a\tb\r\n\x00\x1b[31mc  ") == "a b [31mc"
    assert len(clean("x" * 5000)) == 200
