"""Where mail for an account goes: the address book that `rallyboard.mail` looks into when a mail is sent."""

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from rallyboard.accounts.models import Account, Letter, Proof
from rallyboard.accounts.people import People
from rallyboard.db.engine import Database
from rallyboard.mail.recipients import Recipient

OLD = "changed_email_old"


class _Payload(msgspec.Struct):
    """What a letter may tell of addresses and names."""

    email: str | None = None
    old: str | None = None
    name: str = ""


class Addresses:
    """An `AddressBook`; nothing of it is kept in memory."""

    def __init__(self, database: Database, people: People) -> None:
        self._database = database
        self._people = people

    async def of_account(self, account_id: str) -> Recipient | None:
        """The account's present address."""
        async with self._database.reading() as session:
            return await self._recipient(session, await session.get(Account, account_id))

    async def of_letter(self, letter: str, kind: str) -> Recipient | None:
        """The address in the letter: the new one, or for `changed_email_old` the one before; else its account's."""
        async with self._database.reading() as session:
            found = await session.get(Letter, letter)
            if found is None:
                return None
            told = msgspec.json.decode(found.payload or "{}", type=_Payload)
            if kind == OLD:
                return Recipient(told.old, told.name) if told.old else None
            if told.email:
                return Recipient(told.email, told.name)
            return await self._recipient(session, await session.get(Account, found.account_id or ""))

    async def of_proof(self, proof: str) -> Recipient | None:
        """The address of the account that is being proven."""
        whose = select(Account).join(Proof, Proof.account_id == Account.id).where(Proof.token_hash == proof)
        async with self._database.reading() as session:
            return await self._recipient(session, (await session.execute(whose)).scalar_one_or_none())

    async def _recipient(self, session: AsyncSession, account: Account | None) -> Recipient | None:
        if account is None or account.email is None:
            return None
        person = await self._people.person(session, account.player_key)
        return Recipient(account.email, person.name)
