"""The HTTP routes of profiles: what a player shows of themselves, and to whom."""

from litestar import get, patch
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation

from rallyboard.accounts.caller import Caller
from rallyboard.accounts.guards import signed_in
from rallyboard.kit.problems import problems
from rallyboard.players import models
from rallyboard.players.profiles import Profiles
from rallyboard.players.schemas import Privacy, PrivacyChange, Profile, ProfileChange

Asker = NamedDependency[SkipValidation[Caller | None]]


@get("/players/{slug:str}/profile", responses=problems(401, 404), summary="The profile of a player")
async def profile(
    slug: FromPath[str],
    profiles: NamedDependency[Profiles],
    viewer: NamedDependency[SkipValidation[models.Player | None]],
) -> Profile:
    """As whoever asks may see it."""
    return await profiles.of(slug, viewer)


@patch("/me/profile", responses=problems(401, 403, 404), summary="Change one's profile")
async def edit(data: JSONBody[ProfileChange], caller: Asker, profiles: NamedDependency[Profiles]) -> Profile:
    """All of the change is kept, or nothing of it."""
    player = await profiles.edit(signed_in(caller).player_key, data)
    return await profiles.of(player.slug, player)


@get("/me/privacy", responses=problems(401, 403, 404), summary="Who sees one's boards")
async def privacy(caller: Asker, profiles: NamedDependency[Profiles]) -> Privacy:
    """As it is set now."""
    return await profiles.privacy(signed_in(caller).player_key)


@patch("/me/privacy", responses=problems(401, 403, 404), summary="Change who sees one's boards")
async def keep_private(data: JSONBody[PrivacyChange], caller: Asker, profiles: NamedDependency[Profiles]) -> Privacy:
    """Covers the board, the list of matches, wins and losses; a single match belongs to both and stays public."""
    return await profiles.keep_private(signed_in(caller).player_key, data)


routes = [profile, edit, privacy, keep_private]
