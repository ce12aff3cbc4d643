"""What the API takes and tells about accounts."""

from typing import Annotated, Literal

import msgspec

from rallyboard.accounts.caller import Role, Scope
from rallyboard.accounts.people import Person

Factor = Literal["totp", "passkey", "mail", "recovery"]
Email = Annotated[str, msgspec.Meta(max_length=320, description="An e-mail address")]
Name = Annotated[str, msgspec.Meta(max_length=96, description="2 to 24 letters, digits, spaces and . _ -")]
Password = Annotated[str, msgspec.Meta(max_length=512, description="15 to 128 characters; 8 with a second factor")]
Token = Annotated[str, msgspec.Meta(max_length=64, description="From the link in the mail")]


class AccountView(msgspec.Struct, frozen=True):
    """The account as its owner sees it."""

    id: str
    email: str | None
    role: Role
    player: Person
    factors: list[Factor]
    has_password: bool
    recovery_left: int


class SignedIn(msgspec.Struct, frozen=True, tag_field="type", tag="session"):
    """Signed in: the page keeps `access` in memory only, and refreshes it before `expires_in` seconds are over."""

    access: str
    expires_in: int
    account: AccountView


class ProofWanted(msgspec.Struct, frozen=True, tag_field="type", tag="proof"):
    """The password was right; one of these factors has to follow, within `expires_in` seconds."""

    proof: str
    factors: list[Factor]
    expires_in: int


class Accepted(msgspec.Struct, frozen=True):
    """What was asked for is on its way; the answer never says more."""

    next: Literal["mail"] = "mail"


class Proving(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The password, where the account has one."""

    password: Password | None = None


class Registration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a new account begins with."""

    email: Email
    name: Name
    password: Password


class Verification(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The token of the mail; another name when the first was taken meanwhile."""

    token: Token
    name: Name | None = None


class Credentials(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Address and password."""

    email: Email
    password: Password


class Address(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Just an e-mail address."""

    email: Email


class NewPassword(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Just a password."""

    password: Password


class Reset(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The token of the mail and the password from now on."""

    token: Token
    password: Password


class Confirmation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The token of a mail."""

    token: Token


class NewName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Just a name."""

    name: Name


class FirstAdmin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The link of `rallyboard admin invite`, and who takes it."""

    token: Token
    email: Email
    name: Name
    password: Password


class SessionView(msgspec.Struct, frozen=True):
    """One log-in; `current` is the one that asks."""

    id: str
    browser: str
    network: str
    created_at: str
    seen_at: str
    current: bool


class KeyWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new access key: what it is called, what it may do, for how many days (none: until it is ended)."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    scopes: Annotated[list[Scope], msgspec.Meta(min_length=1, max_length=8)]
    days: Annotated[int, msgspec.Meta(ge=1, le=3650)] | None = None


class KeyView(msgspec.Struct, frozen=True):
    """An access key as listed; its secret is never told again."""

    id: str
    name: str
    scopes: list[Scope]
    created_at: str
    expires_at: str | None
    used_at: str | None


class NewKey(msgspec.Struct, frozen=True):
    """The one time that a key's secret is told."""

    key: str
    view: KeyView


class AccountRow(msgspec.Struct, frozen=True):
    """An account as staff see it; `sessions` counts those that were not ended."""

    id: str
    email: str | None
    role: Role
    created_at: str
    banned_at: str | None
    ban_reason: str | None
    player: Person
    sessions: int


class AuditRow(msgspec.Struct, frozen=True):
    """One deed: who (null: a stranger or the server) did what to whom; names of now, null for what has none."""

    seq: int
    at: str
    actor: str | None
    action: str
    subject: str | None
    detail: str
    actor_name: str | None
    subject_name: str | None


class RoleWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The role from now on."""

    role: Role


class Ban(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why the account is closed; its holder is told."""

    reason: Annotated[str, msgspec.Meta(min_length=3, max_length=200)]
