"""The post: how accounts ask for a mail to be sent, once what it speaks of is committed."""

from typing import Protocol


class Post(Protocol):
    """Kept by `rallyboard.mail`. Takes ids and hashes; who gets the mail is looked up when it is sent."""

    async def send(
        self, kind: str, *,
        account_id: str | None = None, letter: str | None = None, proof: str | None = None,
        token: str = "", **words: str,
    ) -> None:  # fmt: skip
        """Queue one mail. The kind `decoy` goes to nobody: it keeps the time equal for names that do not exist."""
        ...
