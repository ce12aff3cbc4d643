"""The site behind uvicorn, with the limits that its defaults leave open."""

import gc
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
COLLECT_AFTER = (20_000, 20, 20)
"""New objects before the youngest are looked through, and how often that happens before the older ones are."""


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


def _spare_the_collector() -> None:
    """What is loaded by now stays: look for cycles only among what came later, and less often.

    By default every 700 new objects are looked through, and all the libraries' with every 70,000: a third of what a
    key costs, and a stall of tens of milliseconds for every match.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    gc.enable()


class SiteServer(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the house, then the door."""
        await super().startup(sockets)
        if self.started:
            _spare_the_collector()
            self._ready()


def _config(settings: Settings, house: House) -> uvicorn.Config:
    return uvicorn.Config(
        cast("Any", create_app(settings, house)),
        loop="uvloop", http=PatientHttp, lifespan="on", log_config=None, access_log=False,
        ws=FastProtocol, ws_max_size=FRAME_BYTES, ws_max_queue=FRAME_QUEUE, ws_per_message_deflate=False,
        # Forwarded addresses are believed from named proxies only: whoever else sends the header could choose theirs.
        proxy_headers=bool(settings.proxies), forwarded_allow_ips=list(settings.proxies), server_header=False,
        limit_concurrency=CONNECTIONS, timeout_graceful_shutdown=GRACE_S,
    )  # fmt: skip
