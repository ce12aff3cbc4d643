"""What the API takes and tells about providers and identities."""

import msgspec

from rallyboard.accounts.schemas import Name, Token


class ProviderView(msgspec.Struct, frozen=True):
    """A provider that this site signs in with."""

    name: str
    title: str


class Welcome(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The token behind `#` of the page's address, and the name to be known by."""

    token: Token
    name: Name


class IdentityView(msgspec.Struct, frozen=True):
    """An identity that opens the account; `label` is the name there."""

    provider: str
    label: str
    linked_at: str


class Location(msgspec.Struct, frozen=True):
    """Where the browser has to go next."""

    location: str
