"""The caller: the account holder who sent a request. Guests are no callers; they have a player only."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Role = Literal["player", "organiser", "referee", "moderator", "analyst", "admin"]
Scope = Literal["matches:read", "data:export", "bot:play", "tournaments:write", "account"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
SCOPES: Final[frozenset[Scope]] = frozenset(get_args(Scope))

_BY_NAME: Final[dict[str, Role]] = {role: role for role in ROLES}
_SCOPE_BY_NAME: Final[dict[str, Scope]] = {scope: scope for scope in SCOPES}


def role_of(text: str) -> Role:
    """A stored role; an unknown one may do no more than a player."""
    return _BY_NAME.get(text, "player")


def scopes_of(text: str) -> frozenset[Scope]:
    """Stored scopes, separated by spaces; unknown ones open nothing."""
    return frozenset(_SCOPE_BY_NAME[name] for name in text.split() if name in _SCOPE_BY_NAME)


@dataclass(frozen=True, slots=True)
class Caller:
    """`session_id` is None for an access key (`key_id`); `fresh`: they proved who they are within five minutes.

    `factorless` is staff without a second factor, whose role does not count until there is one.
    """

    account_id: str
    player_key: str
    role: Role
    session_id: str | None
    fresh: bool
    scopes: frozenset[Scope]
    key_id: str | None = None
    factorless: bool = False
