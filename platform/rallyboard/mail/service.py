"""Mails as the rooms ask for them: queued as a job, written and sent when the job is run.

The database keeps hashes of tokens only, but a mail has to hold the token itself. So the words of a mail wait in the
queue sealed with a key that is not in the database (AES-256-GCM, bound to this one mail): whoever steals the database
learns that somebody is to get a mail of some kind, and can open no link. Addresses are not in the queue at all. A job
names an account, a letter or a proof, and the address is looked up when the mail is sent; of what was erased meanwhile
nobody gets mail. A mail server that is away delays mails, and never the request that caused one.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import uuid4

import msgspec
import structlog

from rallyboard.jobs import Hopeless, Jobs, TryAgain
from rallyboard.mail.errors import MailDown
from rallyboard.mail.recipients import AddressBook, Recipient
from rallyboard.mail.templates import DECOY, KINDS
from rallyboard.mail.transport import Transport
from rallyboard.mail.writing import Unwritable, cleaned, write

JOB: Final = "mail.send"
QUEUE: Final = "mail"
RETRIES: Final = 500
"""With pauses of up to ten minutes, more than the three days for which the most patient mail is worth sending."""

Seal = Callable[[str, str], str]
log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard.mail")


class Mail:
    """`site` is the origin that links begin with; `seal` and `unseal` take (text, about) and are the keyring's.

    `unseal` raises ValueError for what was not sealed with our keys.
    """

    def __init__(
        self, jobs: Jobs, transport: Transport, people: AddressBook, *, site: str, sender: str, seal: Seal, unseal: Seal
    ) -> None:
        self._jobs = jobs
        self._transport = transport
        self._people = people
        self._site, self._sender = site, sender
        self._seal, self._unseal = seal, unseal
        jobs.task(JOB, queue=QUEUE, retries=RETRIES, timeout_s=60)(self._deliver)

    async def send(
        self, kind: str, *, account_id: str | None = None, letter: str | None = None, proof: str | None = None,
        token: str = "", **words: str,
    ) -> None:  # fmt: skip
        """Queue one mail; exactly one of account id, letter's or proof's token hash says to whom.

        Call it after the commit of what the mail speaks of, never inside a transaction. An unknown kind is our own
        mistake: KeyError. The kind `decoy` costs the same and goes to nobody.
        """
        lives_s = 0 if kind == DECOY else KINDS[kind].lives_s
        if kind != DECOY:
            KINDS[kind].write({**words, "token": token, "site": self._site})  # a missing word shows here, not later
        mail_id = str(uuid4())
        sealed = self._seal(msgspec.json.encode({**words, "token": token}).decode(), f"{kind} {mail_id}")
        until = (datetime.now(UTC) + timedelta(seconds=lives_s)).isoformat()
        await self._jobs.enqueue(
            JOB, kind=kind, mail_id=mail_id, account_id=account_id, letter=letter, proof=proof,
            words=sealed, until=until,
        )  # fmt: skip

    async def send_now(self, kind: str, *, account_id: str, **words: str) -> None:
        """Send one mail before going on, for what erases the address; MailDown when the server does not take it.

        Never call it inside a transaction: it may take seconds. An account without an address gets nothing.
        """
        to = await self._people.of_account(account_id)
        if to is None:
            return
        try:
            await self._write_and_send(kind, str(uuid4()), to, words)
        except TryAgain as error:
            log.warning("mail failed", kind=kind, reason=str(error))
            raise MailDown("The mail server does not answer; try again in a few minutes.", retry_after=60) from None
        except Hopeless as error:
            log.warning("mail given up", kind=kind, reason=str(error))

    async def _deliver(
        self, *, kind: str, mail_id: str, account_id: str | None, letter: str | None, proof: str | None,
        words: str, until: str,
    ) -> None:  # fmt: skip
        if kind == DECOY:
            return
        to = await self._recipient(kind, account_id, letter, proof)
        if to is None or until < datetime.now(UTC).isoformat():
            log.info("mail dropped", kind=kind, reason="nobody to write to" if to is None else "too late")
            return
        opened = msgspec.json.decode(self._unsealed(words, f"{kind} {mail_id}"), type=dict[str, str])
        await self._write_and_send(kind, mail_id, to, opened)

    async def _recipient(
        self, kind: str, account_id: str | None, letter: str | None, proof: str | None
    ) -> Recipient | None:
        if account_id is not None:
            return await self._people.of_account(account_id)
        if letter is not None:
            return await self._people.of_letter(letter, kind)
        return await self._people.of_proof(proof) if proof is not None else None

    def _unsealed(self, words: str, about: str) -> str:
        try:
            return self._unseal(words, about)
        except ValueError:
            raise Hopeless("the words cannot be unsealed; was RALLYBOARD_SECRET changed?") from None

    async def _write_and_send(self, kind: str, mail_id: str, to: Recipient, words: dict[str, str]) -> None:
        draft = KINDS[kind].write({**cleaned(words), "site": self._site})
        try:
            message = write(draft, to, self._sender, mail_id)
        except Unwritable as error:
            raise Hopeless(str(error)) from None
        await self._transport.deliver(message)
        log.info("mail sent", kind=kind, id=mail_id)
