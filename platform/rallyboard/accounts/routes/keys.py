"""The access keys of an account."""

from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation

from rallyboard.accounts.access_keys import AccessKeys
from rallyboard.accounts.caller import Caller
from rallyboard.accounts.guards import proven, signed_in
from rallyboard.accounts.schemas import KeyView, KeyWish, NewKey
from rallyboard.kit.problems import problems

Asker = NamedDependency[SkipValidation[Caller | None]]


@get("/account/keys", responses=problems(401, 403), summary="Your access keys")
async def listed(caller: Asker, access_keys: NamedDependency[AccessKeys]) -> list[KeyView]:
    """The newest first; their secrets are not told again."""
    return list(await access_keys.of(signed_in(caller)))


@post("/account/keys", responses=problems(401, 403, 409), summary="Make an access key")
async def make(caller: Asker, data: JSONBody[KeyWish], access_keys: NamedDependency[AccessKeys]) -> NewKey:
    """Its secret is told here and never again."""
    return await access_keys.make(proven(caller), data)


@delete("/account/keys/{key_id:str}", responses=problems(401, 403, 404), summary="End an access key")
async def end(key_id: FromPath[str], caller: Asker, access_keys: NamedDependency[AccessKeys]) -> None:
    """It opens nothing from now on."""
    await access_keys.end(signed_in(caller), key_id)


routes = [listed, make, end]
