"""What a browser's authenticator is asked, and its answers: the ceremonies, whose library comes with the first of them.

It brings a parser of certificates and much else that no start should wait for. What each promises is said there. Await
`ready` first, and outside every transaction: on SQLite all who write would wait for the library too.
"""

from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING
from uuid import UUID

from rallyboard.accounts.factors.relying import Party
from rallyboard.accounts.factors.schemas import Assertion, Attestation
from rallyboard.accounts.models import Passkey
from rallyboard.kit.later import later

if TYPE_CHECKING:
    from rallyboard.accounts.factors.ceremonies import Made, Options, Signed

_CEREMONIES = "rallyboard.accounts.factors.ceremonies"


async def ready() -> None:
    """The ceremonies can be held from now on."""
    await later(_CEREMONIES)


def creation_options(
    party: Party, challenge: bytes, account_id: str, name: str, title: str, known: list[Passkey]
) -> "Options":
    """What `navigator.credentials.create()` is asked."""
    from rallyboard.accounts.factors import ceremonies

    return ceremonies.creation_options(party, challenge, account_id, name, title, known)


def request_options(party: Party, challenge: bytes, allowed: list[Passkey]) -> "Options":
    """What `navigator.credentials.get()` is asked."""
    from rallyboard.accounts.factors import ceremonies

    return ceremonies.request_options(party, challenge, allowed)


def made(party: Party, challenge: bytes, credential: Attestation) -> "Made":
    """The credential that was made for this challenge; raises PasskeyUnusable."""
    from rallyboard.accounts.factors import ceremonies

    return ceremonies.made(party, challenge, credential)


def signed(party: Party, challenge: bytes, credential: Assertion, passkey: Passkey) -> "Signed":
    """The passkey's signature of this challenge; raises PasskeyRefused."""
    from rallyboard.accounts.factors import ceremonies

    return ceremonies.signed(party, challenge, credential, passkey)


def user_of(credential: Assertion) -> str | None:
    """The account that the authenticator says the passkey is for, if it says so."""
    if credential.response.user_handle is None:
        return None
    try:
        return str(UUID(bytes=urlsafe_b64decode(credential.response.user_handle + "==")))
    except ValueError:
        return ""
