"""Standing: what an open socket stands on, so that it can be closed when that is gone."""

from dataclasses import dataclass

from rallyboard.accounts.caller import Caller
from rallyboard.accounts.tokens import is_token, token_hash


@dataclass(frozen=True, slots=True)
class Standing:
    """A session of an account, an access key of it, a guest's token by its hash, or nothing."""

    account_id: str | None = None
    session_id: str | None = None
    key_id: str | None = None
    guest: str | None = None


NOTHING = Standing()
"""Somebody who only looks on, unknown: there is nothing that could end."""


def standing_of(caller: Caller | None, guest_token: str | None) -> Standing:
    """What a request's own socket would stand on: the caller comes before the browser's guest."""
    if caller is not None:
        return Standing(caller.account_id, caller.session_id, caller.key_id)
    if guest_token is not None and is_token(guest_token):
        return Standing(guest=token_hash(guest_token))
    return NOTHING
