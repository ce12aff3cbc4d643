"""The HTTP routes of a person's rights over their data. Each asks for a fresh proof of who is there."""

from typing import Final

from litestar import Response, delete, get, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import SkipValidation
from litestar.status_codes import HTTP_204_NO_CONTENT

from rallyboard.accounts.caller import Caller
from rallyboard.accounts.cookies import SessionCookies
from rallyboard.accounts.guards import proven
from rallyboard.kit.problems import problems
from rallyboard.privacy.erasure import Erasure
from rallyboard.privacy.export import Exporter

ZIP: Final = "application/zip"
Asker = NamedDependency[SkipValidation[Caller | None]]


@get(
    "/account/export", media_type=ZIP, summary="Take everything home",
    responses={200: ResponseSpec(bytes, generate_examples=False, media_type=ZIP), **problems(401, 403, 429)},
)  # fmt: skip
async def export(caller: Asker, exporter: NamedDependency[Exporter]) -> Response[bytes]:
    """All that is held of you, as one zip of JSON files and match logs."""
    data = await exporter.export(proven(caller))
    return Response(
        data, media_type=ZIP, headers={"content-disposition": 'attachment; filename="rallyboard-my-data.zip"'}
    )


@post(
    "/account/anonymise", status_code=HTTP_204_NO_CONTENT, responses=problems(401, 403),
    summary="Part from your matches",
)  # fmt: skip
async def anonymise(caller: Asker, erasure: NamedDependency[Erasure]) -> None:
    """Your matches stay in everybody's totals, but not under your name; you begin anew. Cannot be undone."""
    await erasure.anonymise(proven(caller))


@delete("/account", responses=problems(401, 403, 503), summary="Erase your account")
async def erase(
    caller: Asker, erasure: NamedDependency[Erasure], session_cookies: NamedDependency[SessionCookies]
) -> Response[None]:
    """A mail confirms it first; then nothing here says any more who you were. Cannot be undone."""
    await erasure.erase(proven(caller))
    return Response(None, status_code=HTTP_204_NO_CONTENT, cookies=[session_cookies.refresh_cleared()])


routes = [export, anonymise, erase]
