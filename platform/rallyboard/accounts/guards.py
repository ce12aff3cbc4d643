"""Who may pass: the caller of a request, and what routes ask of them."""

from typing import Any

from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency

from rallyboard.accounts.caller import Caller, Role, Scope
from rallyboard.accounts.callers import Callers
from rallyboard.accounts.errors import FactorNeeded, NotAllowed, NotSignedIn, ProofNeeded, ScopeMissing


async def current_caller(request: Request[Any, Any, State], callers: NamedDependency[Callers]) -> Caller | None:
    """The provider of `caller`: None without a token; raises NotSignedIn for one that is void."""
    caller = await callers.of(request.headers.get("authorization"))
    if caller is not None:
        request.scope["state"]["account"] = caller.account_id  # for the log of requests
    return caller


def signed_in(caller: Caller | None) -> Caller:
    """The caller where one is needed, signed in by a browser; raises NotSignedIn, ScopeMissing for access keys."""
    return with_scope(caller, "account")


def with_scope(caller: Caller | None, scope: Scope) -> Caller:
    """The caller whose token allows this; raises NotSignedIn, ScopeMissing."""
    if caller is None:
        raise NotSignedIn("Sign in for this.")
    if scope not in caller.scopes:
        raise ScopeMissing(f"This access key needs the scope {scope}; make another in the settings.")
    return caller


def proven(caller: Caller | None) -> Caller:
    """The caller who proved who they are within five minutes; raises NotSignedIn, ProofNeeded."""
    known = signed_in(caller)
    if not known.fresh:
        raise ProofNeeded("This is a sensitive change; prove again that it is you: POST /api/v1/account/prove.")
    return known


def with_role(caller: Caller | None, *roles: Role) -> Caller:
    """The caller who has one of these roles; admins have them all. Raises NotSignedIn, NotAllowed, FactorNeeded."""
    known = signed_in(caller)
    if known.role not in roles and known.role != "admin":
        raise NotAllowed(f"This is for the roles {', '.join(roles)}.")
    if known.session_id is None:
        raise NotAllowed("Staff act in a browser where they signed in; no access key does it for them.")
    if known.factorless:
        raise FactorNeeded("Set up an authenticator app or a passkey in the settings; your role counts from then on.")
    return known
