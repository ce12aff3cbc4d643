"""A real mail server (aiosmtpd, in a thread of its own) and the letters that arrived in it.

with Postbox() as postbox:
    ... RALLYBOARD_SMTP=postbox.url ...
    letter = await postbox.next(to="ada@example.org")
    await page.goto(letter.link)
"""

import asyncio
import re
import threading
import time
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.kit.server import free_port

LINK = re.compile(r"https?://\S+#\S+")
CODE = re.compile(r"^    (\d{4,10})$", re.MULTILINE)


@dataclass(frozen=True)
class Delivered:
    """One mail as its reader sees it."""

    to: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        return self._body("html")

    @property
    def link(self) -> str:
        """The one link that carries a token."""
        found = LINK.findall(self.text)
        assert len(found) == 1, self.text
        return str(found[0])

    @property
    def token(self) -> str:
        return self.link.partition("#")[2]

    @property
    def code(self) -> str:
        """The one code to type in."""
        found = CODE.search(self.text)
        assert found is not None, self.text
        return found[1]

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")


class Postbox:
    """Takes mail from `start` to `stop`, any number of times, always on the same port."""

    def __init__(self, **how: Any) -> None:
        """`how` goes to aiosmtpd: TLS, and who may send."""
        self.port = free_port()
        self._how = how
        self.url = f"smtp://127.0.0.1:{self.port}"
        self.answer = "250 OK"
        """What it says to each mail; anything but 250 keeps it out."""
        self.tries = 0
        """How many mails were handed to it, kept or not."""
        self._letters: list[Delivered] = []
        self._news = threading.Condition()
        self._controller: Controller | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **self._how)
        self._controller.start()

    def stop(self) -> None:
        """As a server that is down: nobody listens."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def next(self, to: str | None = None, within: float = 10, about: str = "") -> Delivered:
        """The oldest letter to that address with these words in its subject, taken out; waits for it."""
        return await asyncio.to_thread(self.take, to, within, about)

    def take(self, to: str | None = None, within: float = 10, about: str = "") -> Delivered:
        """`next`, for those who have no event loop."""
        end = time.monotonic() + within
        with self._news:
            while (letter := self._first(to, about)) is None:
                left = end - time.monotonic()
                there = [(other.to, other.subject) for other in self._letters]
                assert left > 0, f"no mail to {to} {about} within {within} s; there: {there}"
                self._news.wait(left)
            self._letters.remove(letter)
            return letter

    def all(self) -> list[Delivered]:
        """What is in it now; nothing is taken out."""
        with self._news:
            return list(self._letters)

    def _first(self, to: str | None, about: str) -> Delivered | None:
        fitting = (letter for letter in self._letters if to is None or letter.to == to)
        return next((letter for letter in fitting if about in letter.subject), None)

    # --- What aiosmtpd calls, in its thread ----------------------------------------------------------

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        message: Any = message_from_bytes(envelope.original_content or b"", policy=default)
        with self._news:
            self.tries += 1
            if self.answer.startswith("250"):
                self._letters.extend(Delivered(to, message) for to in envelope.rcpt_tos)
            self._news.notify_all()
        return self.answer
