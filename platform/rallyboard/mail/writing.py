"""From a draft to the bytes of a mail: headers that nobody can add to, plain text, and the same as simple HTML."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from html import escape

from rallyboard.mail.recipients import Recipient
from rallyboard.mail.templates import Draft

LONGEST_WORD = 200
_MAILBOX = re.compile(r"""(?P<user>[^\s\x00-\x20\x7f-\x9f()<>\[\]:;,@\\"]{1,64})@(?P<domain>[^\s@]{1,190})""")
_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")


class Unwritable(ValueError):
    """The address cannot stand in a mail."""


def write(draft: Draft, to: Recipient, sender: str, letter_id: str) -> EmailMessage:
    """The whole mail. `letter_id` names it: sent twice, it is one mail to programs that look; may raise Unwritable."""
    name, address = parseaddr(sender)
    message = EmailMessage(policy=SMTP if to.address.isascii() else SMTPUTF8)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = _addressed(to.address)
    message["Subject"] = clean(draft.subject)
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = f"<{letter_id}@{address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_plain(draft, clean(to.name)), cte="quoted-printable")
    message.add_alternative(_html(draft, clean(to.name)), subtype="html", cte="quoted-printable")
    return message


def _addressed(text: str) -> Address:
    """One plain mailbox; everything with which more could be said in a header is refused."""
    found = _MAILBOX.fullmatch(text)
    try:
        domain = found["domain"].encode("idna").decode() if found else ""
    except UnicodeError:
        domain = ""
    if found is None or not _DOMAIN.fullmatch(domain):
        raise Unwritable("the address cannot be written to")
    return Address(username=found["user"], domain=domain)


def clean(text: str) -> str:
    """Words of others as one line of text: no line breaks, no control characters, no more than fits."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_WORD]


def cleaned(words: Mapping[str, str]) -> dict[str, str]:
    """All words of a mail, cleaned."""
    return {name: clean(text) for name, text in words.items()}


def _plain(draft: Draft, name: str) -> str:
    middle = [f"    {thing}" for thing in (draft.link, draft.code) if thing]
    return "\n\n".join([_greeting(name), *draft.above, *middle, *draft.below, "Rallyboard"]) + "\n"


def _html(draft: Draft, name: str) -> str:
    middle = [f'<p><a href="{escape(draft.link)}">{escape(draft.link)}</a></p>'] if draft.link else []
    middle += [f'<p style="font-size:1.5em;letter-spacing:.2em"><b>{escape(draft.code)}</b></p>'] if draft.code else []
    parts = [_paragraph(_greeting(name)), *map(_paragraph, draft.above), *middle, *map(_paragraph, draft.below)]
    head = f'<meta charset="utf-8"><title>{escape(draft.subject)}</title>'
    return "\n".join(['<!doctype html>\n<html lang="en">', head, *parts, _paragraph("Rallyboard"), "</html>"])


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _greeting(name: str) -> str:
    return f"Hello {name}," if name else "Hello,"
