"""The HTTP routes of avatars: the only ones that take a picture as their body."""

from dataclasses import dataclass
from typing import Annotated, Final

from litestar import Request, Response, delete, get, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPIFormat, OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema
from litestar.params import FromPath, QueryParameter, RawBody, SkipValidation
from litestar.status_codes import HTTP_204_NO_CONTENT, HTTP_304_NOT_MODIFIED

from rallyboard.accounts.caller import Caller
from rallyboard.accounts.guards import signed_in
from rallyboard.kit.problems import problems
from rallyboard.players.avatars import Avatars
from rallyboard.players.pictures.picture import MOST_BYTES
from rallyboard.players.schemas import Avatar
from rallyboard.players.service import Players
from rallyboard.players.slugs import avatar_address

WEBP = "image/webp"
TAKEN = ("image/png", "image/jpeg", WEBP)
# A file from here is never a page of ours, whatever a browser is made to believe of it.
ALONE = "default-src 'none'; sandbox"
# The picture of a version never changes, but it can be taken away: then no browser may go on showing it for long.
KEPT_S: Final = 3_600

Asker = NamedDependency[SkipValidation[Caller | None]]
Version = Annotated[str | None, QueryParameter(name="v", max_length=64, description="Which picture, as told")]


@dataclass
class PictureOperation(Operation):
    """Described by hand: the body is the picture itself."""

    def __post_init__(self) -> None:
        """Add what the signature of the handler cannot tell."""
        schema = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY, max_length=MOST_BYTES)
        self.request_body = RequestBody(dict.fromkeys(TAKEN, OpenAPIMediaType(schema=schema)), required=True)


@put(
    "/me/avatar",
    request_max_body_size=MOST_BYTES,
    operation_class=PictureOperation,
    responses=problems(401, 403, 404, 413, 415, 429, 503),
    summary="Send a picture of oneself",
)
async def send(caller: Asker, body: RawBody, avatars: NamedDependency[Avatars]) -> Avatar:
    """PNG, JPEG or WebP, known by its content; at most 512 KiB and 4 megapixels. It is drawn anew at 256 × 256."""
    player = await avatars.put(signed_in(caller).player_key, body)
    return Avatar(avatar_address(player.slug, player.avatar) or "")


@delete(
    "/me/avatar",
    status_code=HTTP_204_NO_CONTENT,
    responses=problems(401, 403, 404),
    summary="Take one's picture away",
)
async def remove(caller: Asker, avatars: NamedDependency[Avatars]) -> None:
    """The drawn one is shown again; twice is no error."""
    await avatars.remove(signed_in(caller).player_key)


@get(
    "/players/{slug:str}/avatar",
    media_type=WEBP,
    responses={
        HTTP_304_NOT_MODIFIED: ResponseSpec(None, description="The picture is still the one you have"),
        **problems(404),
    },
    summary="The picture of a player",
)
async def picture(
    slug: FromPath[str],
    request: Request[None, None, State],
    players: NamedDependency[Players],
    avatars: NamedDependency[Avatars],
    version: Version = None,
) -> Response[bytes]:
    """With the `v` that profiles tell, a browser asks again after an hour; 404 asks for the drawn picture."""
    name = (await players.by_slug(slug)).avatar
    headers = {
        "etag": f'"{name}"',
        "cache-control": f"private, max-age={KEPT_S}" if version == name else "private, no-cache",
        "content-security-policy": ALONE,
    }
    if name is not None and request.headers.get("if-none-match") == headers["etag"]:
        return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers=headers, media_type=WEBP)
    return Response(await avatars.read(name), headers=headers, media_type=WEBP)


routes = [send, remove, picture]
