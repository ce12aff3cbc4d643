"""The site behind uvicorn, with the limits that its defaults leave open."""

import socket
from collections.abc import Callable
from typing import Any, cast

import uvicorn

from rallyboard.app.house import House
from rallyboard.app.logs import configure_logging
from rallyboard.app.patience import PatientHttp
from rallyboard.app.site import create_app
from rallyboard.arena.fast import FastProtocol
from rallyboard.settings import Settings

FRAME_BYTES = 4096
FRAME_QUEUE = 8
CONNECTIONS = 10_000
GRACE_S = 10


def run(settings: Settings, sock: socket.socket, ready: Callable[[], None]) -> None:
    """Serve on `sock` until a signal says stop; `ready` is called once, when the first request can be answered."""
    configure_logging(settings)
    house = House(settings)
    house.open()
    try:
        server = SiteServer(_config(settings, house), ready)
        server.run(sockets=[sock])
    except KeyboardInterrupt:
        # uvicorn hands Ctrl-C on after it has stopped cleanly.
        pass
    finally:
        house.close()


class SiteServer(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the house, then the door."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def _config(settings: Settings, house: House) -> uvicorn.Config:
    return uvicorn.Config(
        cast("Any", create_app(settings, house)),
        loop="uvloop", http=PatientHttp, lifespan="on", log_config=None, access_log=False,
        ws=FastProtocol, ws_max_size=FRAME_BYTES, ws_max_queue=FRAME_QUEUE, ws_per_message_deflate=False,
        # Forwarded addresses are not believed from anybody: whoever can send the header could choose their address.
        proxy_headers=False, server_header=False,
        limit_concurrency=CONNECTIONS, timeout_graceful_shutdown=GRACE_S,
    )  # fmt: skip
