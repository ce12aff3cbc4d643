"""The two ceremonies of WebAuthn, as far as they are ours: what a browser is asked, and whether its answer holds.

py_webauthn checks what the standard lists; on top of it we take no answer from inside a foreign frame and only the
attestations that browsers give when none is asked for.
"""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec
import webauthn
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    parse_attestation_object,
    parse_client_data_json,
)
from webauthn.helpers.options_to_json_dict import options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from rallyboard.accounts.factors.errors import PasskeyRefused, PasskeyUnusable
from rallyboard.accounts.factors.relying import NAME, Party
from rallyboard.accounts.factors.schemas import Assertion, Attestation
from rallyboard.accounts.models import Passkey

TIMEOUT_MS: Final = 300_000
ATTESTATIONS: Final = frozenset({"none", "packed"})
LONGEST_ID: Final = 1_023
LONGEST_KEY: Final = 1_500
TRANSPORTS: Final = frozenset(transport.value for transport in AuthenticatorTransport)

Options = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """A new credential; id and public key are base64url."""

    credential_id: str
    public_key: str
    sign_count: int
    backed_up: bool
    transports: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that holds."""

    sign_count: int
    backed_up: bool


def creation_options(
    party: Party, challenge: bytes, account_id: str, name: str, title: str, known: list[Passkey]
) -> Options:
    """What `navigator.credentials.create()` is asked; `name` is the account's, `title` the person's."""
    options = webauthn.generate_registration_options(
        rp_id=party.id, rp_name=NAME, user_id=UUID(account_id).bytes, user_name=name, user_display_name=title,
        challenge=challenge, timeout=TIMEOUT_MS, exclude_credentials=[_descriptor(passkey) for passkey in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )  # fmt: skip
    return options_to_json_dict(options)


def request_options(party: Party, challenge: bytes, allowed: list[Passkey]) -> Options:
    """What `navigator.credentials.get()` is asked; with none `allowed`, any passkey that the browser knows."""
    options = webauthn.generate_authentication_options(
        rp_id=party.id, challenge=challenge, timeout=TIMEOUT_MS,
        allow_credentials=[_descriptor(passkey) for passkey in allowed],
        user_verification=UserVerificationRequirement.REQUIRED,
    )  # fmt: skip
    return options_to_json_dict(options)


def made(party: Party, challenge: bytes, credential: Attestation) -> Made:
    """The credential that was made for this challenge; raises PasskeyUnusable."""
    try:
        return _made(party, challenge, credential)
    except PasskeyUnusable:
        raise
    except Exception as error:  # the parsers of hostile bytes raise all sorts
        raise PasskeyUnusable("The browser's answer does not fit the question; begin again.") from error


def signed(party: Party, challenge: bytes, credential: Assertion, passkey: Passkey) -> Signed:
    """The passkey's signature of this challenge; raises PasskeyRefused."""
    try:
        return _signed(party, challenge, credential, passkey)
    except Exception as error:  # the parsers of hostile bytes raise all sorts
        raise PasskeyRefused("The passkey's answer does not fit the question; begin again.") from error


def _made(party: Party, challenge: bytes, credential: Attestation) -> Made:
    _check_frame(credential.response.client_data_json)
    attested = parse_attestation_object(base64url_to_bytes(credential.response.attestation_object))
    if attested.fmt not in ATTESTATIONS:
        raise PasskeyUnusable("This kind of attestation is not asked for; let the browser leave it out.")
    found = webauthn.verify_registration_response(
        credential=_plain(credential), expected_challenge=challenge, expected_rp_id=party.id,
        expected_origin=list(party.origins), require_user_verification=True,
    )  # fmt: skip
    if len(found.credential_id) > LONGEST_ID or len(found.credential_public_key) > LONGEST_KEY:
        raise PasskeyUnusable("The authenticator's key is larger than the standard allows.")
    decoded_public_key_to_cryptography(decode_credential_public_key(found.credential_public_key))
    return Made(
        credential_id=bytes_to_base64url(found.credential_id), sign_count=found.sign_count,
        public_key=bytes_to_base64url(found.credential_public_key), backed_up=found.credential_backed_up,
        transports=" ".join(sorted(TRANSPORTS.intersection(credential.response.transports))),
    )  # fmt: skip


def _signed(party: Party, challenge: bytes, credential: Assertion, passkey: Passkey) -> Signed:
    _check_frame(credential.response.client_data_json)
    found = webauthn.verify_authentication_response(
        credential=_plain(credential), expected_challenge=challenge, expected_rp_id=party.id,
        expected_origin=list(party.origins), credential_public_key=base64url_to_bytes(passkey.public_key),
        # The count is compared by our caller, who tells a copied authenticator from a wrong signature.
        credential_current_sign_count=0, require_user_verification=True,
    )  # fmt: skip
    return Signed(found.new_sign_count, found.credential_backed_up)


def _check_frame(client_data: str) -> None:
    if parse_client_data_json(base64url_to_bytes(client_data)).cross_origin:
        raise ValueError("made inside a frame of another site")


def _plain(credential: Assertion | Attestation) -> Options:
    plain: Options = msgspec.to_builtins(credential)
    return plain


def _descriptor(passkey: Passkey) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(
        id=base64url_to_bytes(passkey.credential_id),
        transports=[AuthenticatorTransport(name) for name in passkey.transports.split()],
    )
