"""Who acts and who looks: the account holder as a player, and in whose name something is shown."""

from litestar.di import NamedDependency
from litestar.params import SkipValidation

from rallyboard.accounts.caller import Caller
from rallyboard.accounts.guards import signed_in
from rallyboard.players.errors import NoSuchPlayer
from rallyboard.players.models import Player
from rallyboard.players.service import Players


async def holder(caller: Caller | None, players: Players) -> Player:
    """The player of whoever is signed in; raises NotSignedIn, ScopeMissing, NoSuchPlayer."""
    player = await players.get(signed_in(caller).player_key)
    if player is None:
        raise NoSuchPlayer("This player is gone.")
    return player


async def viewer(
    caller: NamedDependency[SkipValidation[Caller | None]],
    current_player: NamedDependency[SkipValidation[Player | None]],
) -> Player | None:
    """The provider of `viewer`: in whose name somebody looks. An access key that is not for reading is a stranger."""
    reads = caller is None or "matches:read" in caller.scopes
    return current_player if reads else None
