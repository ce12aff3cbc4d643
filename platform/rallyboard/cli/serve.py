"""`rallyboard serve`: the whole site in one process."""

import gc
import os
import signal
from types import FrameType

import msgspec
import rich_click as click

from rallyboard.settings import Settings


@click.command()
def serve() -> None:
    """Serve the site until Ctrl-C or SIGTERM.

    The port and the data folder are claimed before anything slow is imported, so that a mistake is told at once.
    """
    # Nothing that is imported is garbage; `SiteServer` lets the collector look again when all is there.
    gc.disable()
    settings = Settings.from_env(os.environ)
    from rallyboard.cli.port import claim

    with claim(settings.host, settings.port) as sock:
        settings = msgspec.structs.replace(settings, port=sock.getsockname()[1])
        from rallyboard.app.server import run

        # A clean stop is a success, not a death by signal.
        signal.signal(signal.SIGTERM, _stopped)
        run(settings, sock, ready=lambda: click.echo(f"Rallyboard is ready: {settings.allowed_origins[0]}", err=True))


def _stopped(number: int, frame: FrameType | None) -> None:
    """uvicorn has stopped cleanly already when it hands the signal on."""
