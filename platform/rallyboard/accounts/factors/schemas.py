"""What the API takes and tells about second factors."""

from typing import Annotated, Any, Literal

import msgspec

from rallyboard.accounts.factors.codes import LONGEST

ProofToken = Annotated[str, msgspec.Meta(max_length=64, description="The `proof` that the sign-in answered with")]
Code = Annotated[str, msgspec.Meta(max_length=LONGEST, description="As typed; spaces do not matter")]
Base64Url = Annotated[str, msgspec.Meta(min_length=1, max_length=32_768, pattern="^[A-Za-z0-9_-]+$")]
CredentialId = Annotated[str, msgspec.Meta(min_length=1, max_length=1_364, pattern="^[A-Za-z0-9_-]+$")]
PasskeyName = Annotated[str, msgspec.Meta(min_length=1, max_length=60, description="Where it is kept, for people")]


class ProofWith(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A proof under way."""

    proof: ProofToken


class ProofByCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A proof under way, and the code that finishes it."""

    proof: ProofToken
    code: Code


class TypedCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Just a code."""

    code: Code


class AssertionResponse(msgspec.Struct, frozen=True):
    """The signature of an authenticator, as `PublicKeyCredential.toJSON()` writes it."""

    client_data_json: Base64Url = msgspec.field(name="clientDataJSON")
    authenticator_data: Base64Url = msgspec.field(name="authenticatorData")
    signature: Base64Url
    user_handle: Base64Url | None = msgspec.field(name="userHandle", default=None)


class Assertion(msgspec.Struct, frozen=True):
    """What `navigator.credentials.get()` gave; parts of it that are not named here are not read."""

    id: CredentialId
    raw_id: CredentialId = msgspec.field(name="rawId")
    response: AssertionResponse
    type: Literal["public-key"]


class AttestationResponse(msgspec.Struct, frozen=True):
    """The new key of an authenticator, as `PublicKeyCredential.toJSON()` writes it."""

    client_data_json: Base64Url = msgspec.field(name="clientDataJSON")
    attestation_object: Base64Url = msgspec.field(name="attestationObject")
    transports: Annotated[list[Annotated[str, msgspec.Meta(max_length=32)]], msgspec.Meta(max_length=16)] = []


class Attestation(msgspec.Struct, frozen=True):
    """What `navigator.credentials.create()` gave; parts of it that are not named here are not read."""

    id: CredentialId
    raw_id: CredentialId = msgspec.field(name="rawId")
    response: AttestationResponse
    type: Literal["public-key"]


class ProofByPasskey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A proof under way, and what the passkey signed for it."""

    proof: ProofToken
    credential: Assertion


class NewPasskey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A passkey to keep, and what its owner calls it."""

    credential: Attestation
    name: PasskeyName


class PasskeyOptions(msgspec.Struct, frozen=True):
    """For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`."""

    public_key: dict[str, Any] = msgspec.field(name="publicKey")


class PasskeyStart(msgspec.Struct, frozen=True):
    """A sign-in by passkey under way."""

    proof: str
    public_key: dict[str, Any] = msgspec.field(name="publicKey")


class PasskeyView(msgspec.Struct, frozen=True):
    """A passkey as its owner sees it."""

    id: str
    name: str
    created_at: str
    used_at: str | None


class FactorsView(msgspec.Struct, frozen=True):
    """The second factors of an account."""

    totp: bool
    passkeys: list[PasskeyView]
    recovery_left: int


class TotpSetup(msgspec.Struct, frozen=True):
    """What an authenticator app needs: to scan (`svg` shows `uri`) or to type (`secret`)."""

    secret: str
    uri: str
    svg: str


class RecoveryCodes(msgspec.Struct, frozen=True):
    """Ten codes, told this once; earlier ones are void."""

    recovery: list[str]


class PasskeyAdded(msgspec.Struct, frozen=True):
    """The new passkey; with recovery codes when it is the account's first second factor."""

    passkey: PasskeyView
    recovery: list[str] | None
