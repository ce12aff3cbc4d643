"""The command `rallyboard`: each subcommand in a file of its own, imported only when it is asked for."""

from importlib import import_module
from typing import Any

import rich_click as click

from rallyboard.kit.errors import RallyboardError, Unusable

COMMANDS = {
    "serve": "rallyboard.cli.serve:serve",
    "worker": "rallyboard.cli.worker:worker",
    "jobs": "rallyboard.cli.jobs:jobs",
    "admin": "rallyboard.cli.admin:admin",
    "keys": "rallyboard.cli.keys:keys",
    "league": "rallyboard.cli.league:league",
    "etl": "rallyboard.cli.etl:etl",
    "verify": "rallyboard.cli.verify:verify",
    "replay": "rallyboard.cli.replay:replay",
    "doctor": "rallyboard.cli.doctor:doctor",
    "schema": "rallyboard.cli.describe:schema",
    "wire": "rallyboard.cli.describe:wire",
}


class Desk(click.RichGroup):
    """Knows its commands by name; tells an expected error as one line with the fix, never as a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order that a newcomer meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Runs the subcommand; `Unusable` sets the exit code, any other expected error is 1."""
        try:
            return super().invoke(ctx)
        except RallyboardError as error:
            click.echo(f"rallyboard: {error.detail}", err=True)
            ctx.exit(error.exit_code if isinstance(error, Unusable) else 1)


@click.group(cls=Desk)
def main() -> None:
    """Live Pong, an exact log of every match, and honest boards.

    Settings come from RALLYBOARD_* variables. Exit codes: 0 done, 1 found something wrong, 2 bad usage or
    setting, 3 the port is in use, 4 the data folder cannot be used.
    """
