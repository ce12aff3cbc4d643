"""What can go wrong with a mail that somebody waits for."""

from rallyboard.kit.errors import Unavailable


class MailDown(Unavailable):
    """The mail server did not take it, and what depends on it must wait."""

    code = "mail/down"
    title = "No mail can be sent just now"
