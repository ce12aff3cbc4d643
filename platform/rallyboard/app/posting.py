"""The mail service as the settings want it."""

from email.utils import parseaddr

from rallyboard.jobs import Jobs
from rallyboard.mail import Mail
from rallyboard.mail.recipients import AddressBook
from rallyboard.mail.service import Seal
from rallyboard.mail.transport import Console, Smtp, Transport, mail_server
from rallyboard.settings import BadSetting, Settings


def mail_of(settings: Settings, jobs: Jobs, people: AddressBook, seal: Seal, unseal: Seal) -> Mail:
    """Opens nothing; BadSetting when the mail server's address or the sender says nothing."""
    return Mail(
        jobs, _transport(settings), people,
        site=settings.allowed_origins[0], sender=settings.mail_from, seal=seal, unseal=unseal,
    )  # fmt: skip


def _transport(settings: Settings) -> Transport:
    user, _, domain = parseaddr(settings.mail_from)[1].rpartition("@")
    if not user or not domain or not settings.mail_from.isprintable():
        raise BadSetting("RALLYBOARD_MAIL_FROM must look like Rallyboard <post@pong.example>.")
    if not settings.smtp:
        return Console(whole=settings.env == "dev")
    try:
        return Smtp(mail_server(settings.smtp), domain)
    except ValueError as error:
        raise BadSetting(f"RALLYBOARD_SMTP cannot be used: {error}.") from None
