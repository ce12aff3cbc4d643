"""Who gets a mail: looked up when it is sent, so that no queue holds an address."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where to, and how to greet."""

    address: str
    name: str


class AddressBook(Protocol):
    """Kept by accounts. None when there is nobody any more: erased, used up, or without an address."""

    async def of_account(self, account_id: str) -> Recipient | None:
        """The address that the account has now."""
        ...

    async def of_letter(self, letter: str, kind: str) -> Recipient | None:
        """The address that the letter with this token hash speaks of, for a mail of this kind."""
        ...

    async def of_proof(self, proof: str) -> Recipient | None:
        """The address of the account that the proof with this token hash is about."""
        ...
