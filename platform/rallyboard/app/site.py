"""The application as a whole: rooms' routes under /api/v1, the pages around them, the shield outside."""

import os
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ControllerRouterHandler

from rallyboard.accounts import routes as accounts
from rallyboard.accounts.factors import routes as factors
from rallyboard.accounts.guards import current_caller
from rallyboard.accounts.oauth import routes as oauth
from rallyboard.app import health, operations, pages
from rallyboard.app.allow import CompleteAllow
from rallyboard.app.asgi import App
from rallyboard.app.health import Doctor
from rallyboard.app.house import House
from rallyboard.app.logs import configure_logging
from rallyboard.app.metrics import Meter
from rallyboard.app.problems import BODY_LIMIT, HANDLERS
from rallyboard.app.schema import openapi
from rallyboard.app.shield import Shield
from rallyboard.arena import routes as arena
from rallyboard.arena.guards import SocketGuard, current_standing
from rallyboard.arena.sockets import socket_routes as match_sockets
from rallyboard.insights import routes as insights
from rallyboard.matchmaking import routes as matchmaking
from rallyboard.players import routes as players
from rallyboard.players.guards import Arrivals, current_player
from rallyboard.players.holders import viewer
from rallyboard.players.rates import Asks, Searches
from rallyboard.presence import routes as presence
from rallyboard.presence.sockets import socket_routes as page_lines
from rallyboard.privacy import routes as privacy
from rallyboard.settings import Settings

LOGIN = ("POST", "/api/v1/auth/login")


def create_app(settings: Settings | None = None, house: House | None = None) -> Litestar:
    """The whole site. Nothing is opened before its lifespan starts; without `settings` the environment is read."""
    settings = settings or Settings.from_env(os.environ)
    house = house or House(settings)
    meter = Meter()
    meter.watch("arena", house.arena.numbers)
    meter.watch("etl", house.worker.numbers)
    meter.watch("jobs", house.jobs.numbers)
    meter.watch("presence", house.switchboard.hall.numbers)
    meter.watch("passwords", house.reception.passwords.numbers)
    app = Litestar(
        route_handlers=[
            Router("/api/v1", route_handlers=_api()),
            *match_sockets, *page_lines, *health.routes, *operations.routes, *pages.routes,
        ],
        before_send=[CompleteAllow()],
        debug=False,  # said, or an environment variable of the framework would decide
        dependencies=_provided(settings, house, meter),
        exception_handlers=HANDLERS,
        lifespan=[_lifespan],
        logging_config=None,
        openapi_config=openapi(),
        request_max_body_size=BODY_LIMIT,
        state=State({"house": house}),
    )  # fmt: skip
    guarded = SocketGuard(cast("App", app.asgi_handler), settings.allowed_origins, settings.sockets_per_address)
    app.asgi_handler = cast("Any", Shield(guarded, settings, meter, {LOGIN: house.reception.passwords.refusal}))
    return app


@asynccontextmanager
async def _lifespan(app: Litestar) -> AsyncGenerator[None, None]:
    house: House = app.state.house
    configure_logging(house.settings)
    house.open()
    await house.start()
    try:
        yield
    finally:
        await house.stop()
        house.close()


def _api() -> list[ControllerRouterHandler]:
    """Each room's routes, under the name by which its users know it."""
    rooms: dict[str, Sequence[ControllerRouterHandler]] = {
        "Accounts": accounts.routes, "Second factors": factors.routes, "Providers": oauth.routes,
        "Players": players.routes, "Matches": [*arena.routes, *matchmaking.routes], "Boards": insights.routes,
        "Presence": presence.routes, "Your data": privacy.routes,
    }  # fmt: skip
    return [Router("/", route_handlers=routes, tags=[name]) for name, routes in rooms.items()]


def _provided(settings: Settings, house: House, meter: Meter) -> dict[str, Provide]:
    values: dict[str, object] = {
        "settings": settings,
        "meter": meter,
        "doctor": Doctor(settings, house.database, house.worker, house.jobs, lambda: house.arena.saving),
        "pages": pages.Pages(pages.built_web()),
        **house.reception.provided(),
        "players": house.players,
        "arrivals": Arrivals(),
        "searches": Searches(),
        "asks": Asks(),
        "profiles": house.profiles,
        "friends": house.friends,
        "blocks": house.blocks,
        "avatars": house.avatars,
        **house.switchboard.provided(),
        "exporter": house.exporter,
        "erasure": house.erasure,
        "arena": house.arena,
        "matchmaker": house.matchmaker,
        "boards": house.boards,
    }
    return {name: _always(value) for name, value in values.items()} | {
        "caller": Provide(current_caller),
        "standing": Provide(current_standing),
        "current_player": Provide(current_player),
        "viewer": Provide(viewer),
    }


def _always(value: object) -> Provide:
    def provide() -> Any:  # noqa: ANN401 - the routes name the type that they expect
        return value

    return Provide(provide, sync_to_thread=False)
