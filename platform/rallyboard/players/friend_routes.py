"""The HTTP routes of friends and of blocked players. All of them are for account holders."""

from litestar import delete, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.status_codes import HTTP_204_NO_CONTENT

from rallyboard.accounts.caller import Caller
from rallyboard.kit.problems import problems
from rallyboard.players import schemas
from rallyboard.players.blocks import Blocks
from rallyboard.players.friends import Friends
from rallyboard.players.holders import holder
from rallyboard.players.rates import Asks
from rallyboard.players.service import Players

Asker = NamedDependency[SkipValidation[Caller | None]]


@get("/me/friends", responses=problems(401, 403, 404), summary="One's friends and open requests")
async def friends(
    caller: Asker, players: NamedDependency[Players], friends: NamedDependency[Friends]
) -> schemas.Friends:
    """Friends by name, requests newest first."""
    return await friends.lists(await holder(caller, players))


@put("/me/friends/{slug:str}", responses=problems(401, 403, 404, 409, 429), summary="Ask to be friends, or accept")
async def ask(
    slug: FromPath[str],
    caller: Asker,
    players: NamedDependency[Players],
    friends: NamedDependency[Friends],
    asks: NamedDependency[Asks],
) -> schemas.Standing:
    """Asking somebody who asked before accepts; asking twice is asking once."""
    player = await holder(caller, players)
    asks.admit(player.key)
    return schemas.Standing(await friends.ask(player, slug))


@delete(
    "/me/friends/{slug:str}",
    status_code=HTTP_204_NO_CONTENT,
    responses=problems(401, 403, 404),
    summary="End a friendship, refuse or take back a request",
)
async def part(
    slug: FromPath[str], caller: Asker, players: NamedDependency[Players], friends: NamedDependency[Friends]
) -> None:
    """Whatever was between the two is gone; twice is no error."""
    await friends.part(await holder(caller, players), slug)


@get("/me/blocks", responses=problems(401, 403, 404), summary="Those whom one blocks")
async def blocked(
    caller: Asker, players: NamedDependency[Players], blocks: NamedDependency[Blocks]
) -> list[schemas.Player]:
    """By name."""
    return await blocks.of(await holder(caller, players))


@put(
    "/me/blocks/{slug:str}",
    status_code=HTTP_204_NO_CONTENT,
    responses=problems(401, 403, 404, 409),
    summary="Block a player",
)
async def block(
    slug: FromPath[str], caller: Asker, players: NamedDependency[Players], blocks: NamedDependency[Blocks]
) -> None:
    """Ends a friendship and hides requests; the other is told nothing."""
    await blocks.add(await holder(caller, players), slug)


@delete(
    "/me/blocks/{slug:str}",
    status_code=HTTP_204_NO_CONTENT,
    responses=problems(401, 403, 404),
    summary="Unblock a player",
)
async def unblock(
    slug: FromPath[str], caller: Asker, players: NamedDependency[Players], blocks: NamedDependency[Blocks]
) -> None:
    """They may ask again; twice is no error."""
    await blocks.remove(await holder(caller, players), slug)


routes = [friends, ask, part, blocked, block, unblock]
