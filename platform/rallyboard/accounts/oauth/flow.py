"""A flow: one sign-in under way at a provider, from leaving our site to coming back (RFC 6749, 7636, 9700).

All that has to be the same at both ends is sealed into a short-lived cookie of the one browser that began it; the
server keeps nothing. The cookie is SameSite=Lax because coming back is a navigation from another site.
"""

import hmac
import re
import time
from dataclasses import dataclass
from typing import Final

import msgspec
from litestar.datastructures import Cookie

from rallyboard.accounts.devices import NONE, Marks
from rallyboard.accounts.keyring import Keyring, Unsealable
from rallyboard.accounts.oauth.errors import FlowOver
from rallyboard.accounts.tokens import new_token, token_hash

LIFE_S: Final = 600
ABOUT: Final = "oauth flow"
LONGEST_PATH: Final = 300
AGAIN: Final = "This sign-in was not begun in this browser, is finished, or took too long; start it again."
# No dot segments, no empty ones, no escapes before the query: nothing that some reader takes for another address.
_LOCAL: Final = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9_~.-]*(?:/|$|(?=\?)))*(?:\?[A-Za-z0-9_~.%=&,:+-]*)?", re.ASCII)


class Flow(msgspec.Struct, frozen=True):
    """What coming back is measured by. `session_id` is set when an identity is to be linked to who began it.

    `marks` are what the browser had when it left.
    """

    provider: str
    state: str
    nonce: str
    verifier: str
    redirect: str
    then: str
    ends_at: int
    account_id: str | None = None
    session_id: str | None = None
    marks: Marks = NONE

    @property
    def mark(self) -> str:
        """What is remembered of a flow that has come back, so that it cannot do so again."""
        return token_hash(self.state)


def begin(
    provider: str, redirect: str, then: str,
    account_id: str | None = None, session_id: str | None = None, marks: Marks = NONE,
) -> Flow:  # fmt: skip
    """A new flow. The provider's name is in the state, so that no other can answer in its place (RFC 9700, 4.4)."""
    return Flow(
        provider=provider, state=f"{provider}.{new_token()}", nonce=new_token(), verifier=new_token(),
        redirect=redirect, then=local_path(then), ends_at=int(time.time()) + LIFE_S,
        account_id=account_id, session_id=session_id, marks=marks,
    )  # fmt: skip


def resume(keyring: Keyring, sealed: str | None, provider: str, state: str) -> Flow:
    """The flow that this browser began with this provider; raises FlowOver."""
    try:
        flow = msgspec.json.decode(keyring.open(sealed or "", ABOUT), type=Flow)
    except (Unsealable, msgspec.DecodeError):
        raise FlowOver(AGAIN) from None
    same = hmac.compare_digest(flow.state.encode(), state.encode(errors="replace"))
    if not same or flow.provider != provider or flow.ends_at < time.time():
        raise FlowOver(AGAIN)
    return flow


def local_path(text: str) -> str:
    """`text` when it can only lead to a page of ours, else the front page."""
    safe = len(text) <= LONGEST_PATH and _LOCAL.fullmatch(text) is not None and not text.startswith("/api/")
    return text if safe else "/"


@dataclass(frozen=True, slots=True)
class FlowCookie:
    """How this site names and writes the cookie of a flow, and of the welcome that may follow it."""

    secure: bool

    @property
    def name(self) -> str:
        """The name to read and to write."""
        return "__Host-rb_oauth" if self.secure else "rb_oauth"

    def holding(self, sealed: str, seconds: int = LIFE_S) -> Cookie:
        """A cookie that this browser brings back when the provider sends it here."""
        return self._cookie(sealed, seconds)

    def cleared(self) -> Cookie:
        """A cookie that makes the browser forget."""
        return self._cookie("", 0)

    def _cookie(self, value: str, max_age: int) -> Cookie:
        return Cookie(
            key=self.name, value=value, max_age=max_age, path="/",
            secure=self.secure, httponly=True, samesite="lax",
        )  # fmt: skip
