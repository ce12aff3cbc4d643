"""Where an account is signed in, and ending that."""

from litestar import delete, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from rallyboard.accounts.caller import Caller
from rallyboard.accounts.errors import NoSuchSession
from rallyboard.accounts.guards import proven, signed_in
from rallyboard.accounts.schemas import SessionView
from rallyboard.accounts.sessions import Sessions
from rallyboard.kit.problems import problems

Asker = NamedDependency[SkipValidation[Caller | None]]


@get("/account/sessions", responses=problems(401, 403), summary="Where you are signed in")
async def listed(caller: Asker, sessions: NamedDependency[Sessions]) -> list[SessionView]:
    """The last used first."""
    known = signed_in(caller)
    return [
        SessionView(row.id, row.browser, row.network, row.created_at, row.seen_at, row.id == known.session_id)
        for row in await sessions.running(known.account_id)
    ]


@delete("/account/sessions/{session_id:str}", responses=problems(401, 403, 404), summary="End one session")
async def end_one(session_id: FromPath[str], caller: Asker, sessions: NamedDependency[Sessions]) -> None:
    """Its sockets close within a second."""
    # A fresh proof, so that whoever finds a page open shuts nobody out.
    if not await sessions.end(proven(caller).account_id, session_id, "ended by owner"):
        raise NoSuchSession("This session is over already, or is not yours.")


@delete("/account/sessions", responses=problems(401, 403), summary="End all other sessions")
async def end_others(caller: Asker, sessions: NamedDependency[Sessions]) -> None:
    """Only the one that asks stays."""
    known = proven(caller)
    await sessions.end_all(known.account_id, "ended by owner", known.session_id)


routes = [listed, end_one, end_others]
