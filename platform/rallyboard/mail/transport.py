"""How a mail leaves the house: to a mail server (RFC 5321), or to the developer's console."""

import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final, Literal, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib
import structlog

from rallyboard.jobs import Hopeless, TryAgain

PATIENCE_S: Final = 10.0
PERMANENT: Final = 500
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})

Tls = Literal["none", "starttls", "implicit"]
PORTS: Final[dict[Tls, int]] = {"none": 25, "starttls": 587, "implicit": 465}

log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.mail")


class Transport(Protocol):
    """Takes one mail at a time, from any number of tasks."""

    async def deliver(self, message: EmailMessage) -> None:
        """The mail is somebody else's afterwards; raises TryAgain, or Hopeless when this mail can never go."""
        ...


@dataclass(frozen=True, slots=True)
class MailServer:
    """What `RALLYBOARD_SMTP` says. Its password is never shown."""

    host: str
    port: int
    tls: Tls
    user: str | None = None
    password: str | None = None

    def __repr__(self) -> str:
        return f"MailServer({self.host!r}, {self.port}, {self.tls!r})"


def mail_server(url: str) -> MailServer:
    """smtp://user:password@host:port?tls=starttls|implicit|none, with the user and the port left out at will.

    Without `tls` it is STARTTLS, and nothing goes out when the server has none; a server on this machine is spoken to
    in plain. ValueError says what is wrong, without the password.
    """
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    host = parts.hostname or ""
    if parts.scheme != "smtp" or not host or set(asked) - {"tls"} or parts.path not in {"", "/"} or parts.fragment:
        raise ValueError("it must look like smtp://user:password@host:587?tls=starttls")
    tls = _tls(asked.get("tls", ["none" if host in LOOPBACK else "starttls"])[-1])
    user, password = (unquote(text) if text is not None else None for text in (parts.username, parts.password))
    if (user is None) != (password is None):
        raise ValueError("it has a user without a password, or a password without a user")
    if user is not None and tls == "none" and host not in LOOPBACK:
        raise ValueError("a password is sent over TLS only; leave out tls=none")
    return MailServer(host, parts.port or PORTS[tls], tls, user, password)


def _tls(text: str) -> Tls:
    for known in PORTS:
        if text == known:
            return known
    raise ValueError("tls must be starttls, implicit or none")


class Smtp:
    """A connection a mail: mails are rare, and a connection kept open is one more thing that can hang."""

    def __init__(self, server: MailServer, sender_host: str) -> None:
        self._server = server
        self._me = sender_host

    async def deliver(self, message: EmailMessage) -> None:
        """See `Transport`. What the server answered is logged as its number only: its words may hold the address."""
        server = self._server
        try:
            await aiosmtplib.send(
                message, hostname=server.host, port=server.port, username=server.user, password=server.password,
                use_tls=server.tls == "implicit", start_tls=server.tls == "starttls", timeout=PATIENCE_S,
                local_hostname=self._me,
            )  # fmt: skip
        except aiosmtplib.SMTPRecipientsRefused as error:
            refused = [recipient.code for recipient in error.recipients]
            raise _failure("recipient refused", max(refused, default=0)) from None
        except aiosmtplib.SMTPDataError as error:
            raise _failure("mail refused", error.code) from None
        except aiosmtplib.SMTPNotSupported:
            raise Hopeless("the mail server does not know such addresses") from None
        except (aiosmtplib.SMTPException, OSError, ssl.SSLError) as error:
            code = getattr(error, "code", "")
            raise TryAgain(f"mail server: {type(error).__name__} {code}".strip()) from None


def _failure(what: str, code: int) -> Exception:
    words = f"{what} with {code}"
    return Hopeless(words) if code >= PERMANENT else TryAgain(words)


class Console:
    """For a site without a mail server. A developer sees the whole mail; anywhere else only that there was one."""

    def __init__(self, *, whole: bool) -> None:
        self._whole = whole

    async def deliver(self, message: EmailMessage) -> None:
        """Never fails."""
        if self._whole:
            text = message.get_body(("plain",))
            log.info("mail", to=message["To"], subject=message["Subject"], text=text.get_content() if text else "")
        else:
            log.warning("mail not sent, since RALLYBOARD_SMTP is not set", id=message["Message-ID"])
